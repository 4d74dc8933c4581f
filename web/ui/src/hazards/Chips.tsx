// How grave a hazard is, where it stands, and how late: words with a tone.
import { useTranslation } from 'react-i18next'
import type { Hazard } from '../api/hazards'
import { levelOf } from './words'

const TONE: Partial<Record<Hazard['state'], string>> = { submitted: 'late', verified: 'good', closed: 'good' }

export function GradeChip({ grade }: { grade: Hazard['grade'] }) {
  const { t } = useTranslation()
  return <span className="sb-chip" data-tone={grade === 'major' ? 'bad' : 'quiet'}>{t(`hazards.grade.${grade ?? 'none'}`)}</span>
}

export function StateChip({ state }: { state: Hazard['state'] }) {
  const { t } = useTranslation()
  return <span className="sb-chip" data-tone={TONE[state] ?? 'quiet'} data-testid="hazard-state">{t(`hazards.state.${state}`)}</span>
}

/** Late now, or raised before and not over yet. */
export function LateChip({ one }: { one: Hazard }) {
  const { t } = useTranslation()
  const word = levelOf(t, one)
  return word ? <span className="sb-chip" data-tone="bad" data-testid="hazard-level">{word}</span> : null
}
