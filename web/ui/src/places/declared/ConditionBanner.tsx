// On the live map while weather or surface is declared: what, where, until when; one line, in words.
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useDeclared } from '../../api/places'
import type { Declared } from '../../api/placeTypes'
import { useClock } from '../../lib/useClock'
import { useServerNow } from '../../live/context'
import { stateOf, whatOf, whereOf } from './words'

export function ConditionBanner() {
  const { t } = useTranslation()
  const now = useServerNow(5000)
  const conditions = (useDeclared('conditions', 'current').data ?? []).filter((one) => stateOf(one, now) === 'current')
  const exemptions = (useDeclared('exemptions', 'current').data ?? []).filter((one) => stateOf(one, now) === 'current')
  if (conditions.length + exemptions.length === 0) return null
  return (
    <Alert
      className="sb-weather" type={conditions.some((one) => one.lowers) ? 'warning' : 'info'} showIcon data-testid="condition-banner"
      title={
        <ul className="sb-plain">
          {conditions.map((one) => <Line key={`c${one.id}`} one={one} effect={one.lowers ? t('declared.lowers') : t('declared.lowersNot')} />)}
          {exemptions.map((one) => <Line key={`e${one.id}`} one={one} effect={t('declared.exempts')} />)}
          <li><Link href="/places?tab=declared" className="sb-fine">{t('declared.manage')}</Link></li>
        </ul>
      }
    />
  )
}

function Line({ one, effect }: { one: Declared; effect: string }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(60_000)
  const until = one.until ? t('declared.until', { time: clock.moment(one.until, now) }) : ''
  return <li><b>{whatOf(t, one)}</b>{` ${[whereOf(t, one), until, effect].filter(Boolean).join(' · ')}`}</li>
}
