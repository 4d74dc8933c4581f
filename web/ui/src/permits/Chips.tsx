// Where an application stands and what is due of it: words with a tone.
import { Tooltip } from 'antd'
import { ClockCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Application, State } from '../api/permits'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { clockWords, leftWords, stateWords, toneOf } from './words'

const MINUTE_MS = 60_000
const TONE: Partial<Record<State, 'good' | 'bad'>> = { granted: 'good', issued: 'good', refused: 'bad', not_accepted: 'bad' }

export function StateChip({ state }: { state: State }) {
  const { t } = useTranslation()
  return <span className="sb-chip" data-tone={TONE[state] ?? 'quiet'} data-testid="permit-state">{stateWords(t, 'application', state)}</span>
}

interface Term {
  due_on: string | null
  days_left: number | null
  provisional: boolean
  stands: boolean
}

/** "超期 2 天", and whether the clock stands or the day is provisional. */
export function Left({ one }: { one: Term }) {
  const { t } = useTranslation()
  const clock = useClock()
  const today = clock.date(new Date(useServerNow(MINUTE_MS)).toISOString())
  if (one.days_left === null) return null
  return (
    <span className="sb-permit-left">
      <b className="sb-permit-days" data-tone={one.stands ? 'calm' : toneOf(one, today)} data-testid="permit-left">{leftWords(t, one, today)}</b>
      {one.stands && <Tooltip title={t('permits.standsHint')}><span className="sb-chip" data-testid="permit-stands">{t('permits.stands')}</span></Tooltip>}
      {one.provisional && <Tooltip title={t('permits.provisionalHint')}><span className="sb-chip" data-testid="permit-provisional">{t('permits.provisional')}</span></Tooltip>}
    </span>
  )
}

/** The next deadline of an application: how long, which term, by which day. */
export function Deadline({ one }: { one: Application }) {
  const { t } = useTranslation()
  if (one.due_on === null) return <span className="sb-fine">{t('permits.none')}</span>
  return (
    <span className="sb-permit-due" data-testid="permit-due">
      <Left one={one} />
      <span className="sb-fine"><ClockCircleOutlined aria-hidden /> {one.due_clock ? clockWords(t, one.due_clock) : ''} · {t('permits.due', { day: one.due_on })}</span>
    </span>
  )
}
