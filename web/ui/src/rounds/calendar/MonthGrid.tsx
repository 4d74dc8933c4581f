// The month as a table of weeks; arrows walk from day to day, one day at a time is in the order of Tab.
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay, Month } from '../../api/rounds'
import { weeksOf } from '../month'
import { DayMarks } from './DayMarks'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -31, End: 31 }

export function MonthGrid({ month, chosen, onChosen }: { month: Month; chosen: string; onChosen: (day: string) => void }) {
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
    <table ref={table} className="sb-month-grid" data-testid="month-grid">
      <thead><tr>{WEEKDAYS.map((name) => <th key={name} scope="col">{t(`rounds.month.weekday.${name}`)}</th>)}</tr></thead>
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
  const { t } = useTranslation()
  const called = one.files.filter((file) => file.what === 'appointment').length
  const due = one.total - called
  return (
    <button
      type="button" className="sb-month-day" data-day={one.day} data-works={one.works} data-today={one.day === today} aria-pressed={isChosen} tabIndex={isChosen ? 0 : -1} onClick={() => onChosen(one.day)}
      onKeyDown={onKeyDown}
    >
      <span className="sb-month-head"><b>{Number(one.day.slice(8))}</b><DayMarks day={one} /></span>
      {one.targets.map((target) => <span key={target.id} className="sb-month-target">{t('rounds.month.target', { name: target.name })}</span>)}
      {due > 0 && <span className="sb-month-due" data-over={one.day < today}>{t('rounds.month.due', { n: due })}</span>}
      {called > 0 && <span className="sb-month-called">{t('rounds.month.called', { n: called })}</span>}
    </button>
  )
}
