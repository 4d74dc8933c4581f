// Whether a seal holds: a word, with a shape beside it.
import { LockOutlined, UnlockOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { SealState as State } from '../api/seals'

const TONE: Record<State, string> = { sealed: 'good', lifting: 'bad', lifted: 'quiet' }

export function SealState({ state }: { state: State }) {
  const { t } = useTranslation()
  return (
    <span className="sb-chip" data-tone={TONE[state]} data-testid="seal-state">
      {state === 'lifted' ? <UnlockOutlined aria-hidden /> : <LockOutlined aria-hidden />} {t(`seals.state.${state}`)}
    </span>
  )
}
