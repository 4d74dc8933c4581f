// When a segment is passed and when something happens there: 24 bars, the part with an event filled.
import { useTranslation } from 'react-i18next'
import type { Segment } from '../api/danger'

const EVERY_H = 6

export function HoursChart({ segment }: { segment: Pick<Segment, 'hours'> }) {
  const { t } = useTranslation()
  const known = new Map(segment.hours.map(([hour, passages, hits]) => [hour, { passages, hits }]))
  const most = Math.max(1, ...segment.hours.map(([, passages]) => passages))
  return (
    <figure className="sb-hours" aria-label={t('danger.hoursChart')}>
      <div className="sb-hours-bars">
        {Array.from({ length: 24 }, (_, hour) => {
          const { passages, hits } = known.get(hour) ?? { passages: 0, hits: 0 }
          const said = t('danger.hourOf', { n: hour, passages, hits })
          return (
            <span key={hour} title={said} role="img" aria-label={said}>
              <i style={{ height: `${(100 * passages) / most}%` }}><b style={{ height: passages ? `${(100 * hits) / passages}%` : 0 }} /></i>
              {hour % EVERY_H === 0 && <small>{hour}</small>}
            </span>
          )
        })}
      </div>
      <figcaption className="sb-fine"><i data-bar="passages" /> {t('danger.passagesBar')} <i data-bar="hits" /> {t('danger.hitsBar')}</figcaption>
    </figure>
  )
}
