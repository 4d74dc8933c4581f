// A month of the school calendar as a table of weeks; arrows walk from day to day, one day at a time is in the order of Tab.
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay, CalendarMonth } from '../api/runs'
import { weeksOf } from '../rounds/month'
import { kindOf, TONE, WEEKDAYS } from './kinds'

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -31, End: 31 }

export function Grid({ month, chosen, onChosen }: { month: CalendarMonth; chosen: string; onChosen: (day: string) => void }) {
  const { t } = useTranslation()
  const table = useRef<HTMLTableElement>(null)
  const byDay = new Map(month.days.map((one) => [one.day, one]))
  const all = month.days.map((one) => one.day)
  const walk = (event: React.KeyboardEvent) => {
    const by = STEPS[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(chosen) + by))]
    if (next === undefined) return
    onChosen(next)
    table.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
  }
  return (
    <table ref={table} className="sb-month-grid" data-testid="school-month">
      <thead><tr>{WEEKDAYS.map((name) => <th key={name} scope="col">{t(`runs.calendar.weekday.${name}`)}</th>)}</tr></thead>
      <tbody>
        {weeksOf(all).map((week, n) => (
          <tr key={week.find((day) => day !== null) ?? n}>
            {week.map((day, at) => {
              const one = day === null ? undefined : byDay.get(day)
              return <td key={day ?? `empty-${at}`}>{one && <Cell one={one} today={month.today} isChosen={day === chosen} onChosen={onChosen} onKeyDown={walk} />}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellProps {
  one: CalendarDay
  today: string
  isChosen: boolean
  onChosen: (day: string) => void
  onKeyDown: (event: React.KeyboardEvent) => void
}

function Cell({ one, today, isChosen, onChosen, onKeyDown }: CellProps) {
  return (
    <button
      type="button" className="sb-month-day" data-day={one.day} data-works={one.classes} data-today={one.day === today} aria-pressed={isChosen} tabIndex={isChosen ? 0 : -1} onClick={() => onChosen(one.day)}
      onKeyDown={onKeyDown}
    >
      <span className="sb-month-head"><b>{Number(one.day.slice(8))}</b>{one.holiday && <span className="sb-fine">{one.holiday}</span>}</span>
      <Kind one={one} />
      {one.note && <span className="sb-fine">{one.note}</span>}
    </button>
  )
}

/** What a day is, in a word: classes, none, half a day, by which weekday's timetable. */
export function Kind({ one }: { one: CalendarDay }) {
  const { t } = useTranslation()
  const kind = kindOf(one)
  const weekday = WEEKDAYS[one.weekday] ?? WEEKDAYS[0]
  return (
    <>
      <span className="sb-chip" data-tone={TONE[kind]}>{t(`runs.calendar.kind.${kind}`)}</span>
      {kind === 'half' && <span className="sb-fine">{t('runs.calendar.until', { at: one.ends_at?.slice(0, 5) ?? '' })}{one.leaves_at && ` · ${t('runs.calendar.leaves', { at: one.leaves_at.slice(0, 5) })}`}</span>}
      {kind === 'makeUp' && <span className="sb-fine">{t('runs.calendar.countsAs', { weekday: t(`runs.calendar.weekday.${weekday}`) })}</span>}
      {one.unsaid && <span className="sb-fine sb-late">{t('runs.calendar.unsaid')}</span>}
    </>
  )
}
