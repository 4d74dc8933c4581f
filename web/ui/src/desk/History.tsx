// What was done with a case, by whom, when; the newest first.
import { useTranslation } from 'react-i18next'
import type { CaseEvent } from '../api/desk'
import { wordOr } from '../i18n'
import { useClock } from '../lib/useClock'
import { detailWords } from './words'

export function History({ events }: { events: CaseEvent[] }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <section className="sb-block">
      <h3>{t('desk.history')}</h3>
      <ol className="sb-history sb-desk-history" data-testid="case-history">
        {events.toReversed().map((event, n) => (
          <li key={event.id} data-now={n === 0} data-step={event.step}>
            <span className="sb-desk-event">
              <b>{wordOr(t, `desk.step.${event.step}`, event.step)}</b> {event.by ? event.by.name : t('desk.program')}
              <time className="sb-fine" dateTime={event.at}>{`${clock.date(event.at)} ${clock.seconds(event.at)}`}</time>
            </span>
            <span className="sb-desk-event-said">{[detailWords(t, event), event.note].filter(Boolean).join('；')}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
