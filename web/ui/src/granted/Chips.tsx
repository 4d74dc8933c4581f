// How a permit stands, in chips: its state, its renewal, a revocation under way, its sign.
import { useTranslation } from 'react-i18next'
import type { HeldPermit, HeldState } from '../api/granted'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { stateWords } from '../permits/words'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const SOON_DAYS = 30
const TONE: Partial<Record<HeldState, 'good' | 'bad'>> = { in_force: 'good', suspended: 'bad', revoked: 'bad', annulled: 'bad' }

export function HeldChip({ state }: { state: HeldState }) {
  const { t } = useTranslation()
  return <span className="sb-chip" data-tone={TONE[state] ?? 'quiet'} data-testid="held-state">{stateWords(t, 'permit', state)}</span>
}

export function Marks({ one }: { one: HeldPermit }) {
  const { t } = useTranslation()
  return (
    <>
      {one.renewal && <span className="sb-chip" data-tone={one.renewal === 'late' ? 'bad' : 'quiet'} data-testid="held-renewal">{t(`granted.renewal.${one.renewal}`, { day: one.renew_by ?? '' })}</span>}
      {one.penalty && <span className="sb-chip" data-tone="bad" data-testid="held-penalty">{t('granted.penaltyChip')}</span>}
    </>
  )
}

/** A last day, loud once it is over or near. */
export function LastDay({ day, alive = true }: { day: string | null; alive?: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(MINUTE_MS)
  if (day === null) return <span className="sb-fine">{t('granted.noEnd')}</span>
  const left = Math.round((Date.parse(day) - Date.parse(clock.date(new Date(now).toISOString()))) / DAY_MS)
  const tone = !alive ? 'calm' : left < 0 ? 'over' : left <= SOON_DAYS ? 'soon' : 'calm'
  return (
    <span className="sb-stack">
      <span className="sb-permit-days" data-tone={tone}>{day}</span>
      {alive && tone !== 'calm' && <span className="sb-fine">{left < 0 ? t('granted.over', { n: -left }) : t('granted.left', { n: left })}</span>}
    </span>
  )
}

export function SignChip({ one }: { one: HeldPermit }) {
  const { t } = useTranslation()
  if (!one.sign) return <span className="sb-fine">{t('granted.noSign')}</span>
  return (
    <span className="sb-stack">
      <span>{one.sign.number}</span>
      <span className="sb-chip" data-tone={one.sign.state === 'issued' ? 'good' : 'quiet'}>{stateWords(t, 'sign', one.sign.state)}</span>
    </span>
  )
}
