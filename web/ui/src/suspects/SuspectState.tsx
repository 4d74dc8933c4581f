// How far a suspect has come: a word, and what the police found where they did.
import { useTranslation } from 'react-i18next'
import type { Suspect } from '../api/suspects'
import { TONE } from './words'

export function SuspectState({ suspect }: { suspect: Pick<Suspect, 'state' | 'result'> }) {
  const { t } = useTranslation()
  const tone = suspect.result === 'illegal' ? 'bad' : TONE[suspect.state]
  return (
    <span className="sb-chip" data-tone={tone} data-testid="suspect-state">
      {suspect.result ? t(`suspects.results.${suspect.result}`) : t(`suspects.states.${suspect.state}`)}
    </span>
  )
}
