// When a plate was seen: a row for each day, a column for each hour; strong in a school's hours, pale outside them.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sighting } from '../api/suspects'
import { useConfig } from '../api/queries'
import { wallOf } from '../lib/wallClock'
import { daysOf, HOURS } from './days'

const MOST_DAYS = 35
const FULL = 4

export function Calendar({ seen }: { seen: readonly Sighting[] }) {
  const { t, i18n } = useTranslation()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const days = useMemo(() => daysOf(seen.map((one) => ({ wall: wallOf(Date.parse(one.seen_at), zone), within: one.within !== null })), MOST_DAYS), [seen, zone])
  const weekday = useMemo(() => new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }), [i18n.language])
  return (
    <div className="sb-suspect-calendar" data-testid="suspect-calendar">
      <table>
        <thead>
          <tr><th scope="col"><span className="sb-unseen">{t('suspects.time')}</span></th>{HOURS.map((hour) => <th key={hour} scope="col">{hour}</th>)}</tr>
        </thead>
        <tbody>
          {days.map(({ day, cells }) => (
            <tr key={day}>
              <th scope="row">{day.slice(5)} {weekday.format(Date.parse(day))}</th>
              {HOURS.map((hour) => {
                const cell = cells.get(hour)
                return (
                  <td key={hour} title={cell ? t('suspects.cell', { day, hour, count: cell.count }) : undefined}>
                    {cell && <i data-within={cell.within} style={{ opacity: 0.45 + 0.55 * Math.min(1, cell.count / FULL) }}><span className="sb-unseen">{cell.count}</span></i>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sb-fine">{t('suspects.calendarHint')}</p>
    </div>
  )
}
