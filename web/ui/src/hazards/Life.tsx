// What was done about a hazard, by whom, when; the newest first.
import { useTranslation } from 'react-i18next'
import type { HazardEvent } from '../api/hazards'
import { wordOr } from '../i18n'
import { useClock } from '../lib/useClock'
import { settledBy } from './words'

export function Life({ events }: { events: HazardEvent[] }) {
  const { t } = useTranslation()
  const clock = useClock()
  const who = (event: HazardEvent) => event.by?.name ?? (event.said_by ? t('hazards.overLink', { name: event.said_by }) : event.step === 'attach' ? t('hazards.files.over') : t('hazards.program'))
  return (
    <section className="sb-block">
      <h3>{t('hazards.life')}</h3>
      <ol className="sb-history sb-hazard-life" data-testid="hazard-life">
        {events.toReversed().map((event, n) => (
          <li key={event.id} data-now={n === 0} data-step={event.step}>
            <span className="sb-desk-event">
              <b>{wordOr(t, `hazards.step.${event.step}`, event.step)}</b> {who(event)}
              <time className="sb-fine" dateTime={event.at}>{`${clock.date(event.at)} ${clock.seconds(event.at)}`}</time>
            </span>
            <span className="sb-desk-event-said">{[settledBy(t, event), event.note].filter(Boolean).join('；')}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
