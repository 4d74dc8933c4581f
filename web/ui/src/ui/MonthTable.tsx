// A month as a table of weeks; arrows walk from day to day, one day at a time is in the order of Tab.
import { useRef, type ReactNode } from 'react'
import { weeksOf } from '../lib/month'

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -31, End: 31 }

interface Props<Day extends { day: string }> {
  days: readonly Day[]
  today: string
  chosen: string
  onChosen: (day: string) => void
  /** Monday first, as the page's language has them. */
  weekdays: readonly string[]
  works: (day: Day) => boolean
  /** Beside the number of the day. */
  renderMark: (day: Day) => ReactNode
  renderCell: (day: Day) => ReactNode
  testId: string
}

export function MonthTable<Day extends { day: string }>({ days, today, chosen, onChosen, weekdays, works, renderMark, renderCell, testId }: Props<Day>) {
  const table = useRef<HTMLTableElement>(null)
  const byDay = new Map(days.map((one) => [one.day, one]))
  const all = days.map((one) => one.day)
  const walk = (event: React.KeyboardEvent) => {
    const by = STEPS[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(chosen) + by))]
    if (next === undefined) return
    onChosen(next)
    table.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
  }
  const button = (one: Day) => (
    <button
      type="button" className="sb-month-day" data-day={one.day} data-works={works(one)} data-today={one.day === today} aria-pressed={one.day === chosen} tabIndex={one.day === chosen ? 0 : -1}
      onClick={() => onChosen(one.day)} onKeyDown={walk}
    >
      <span className="sb-month-head"><b>{Number(one.day.slice(8))}</b>{renderMark(one)}</span>
      {renderCell(one)}
    </button>
  )
  return (
    <table ref={table} className="sb-month-grid" data-testid={testId}>
      <thead><tr>{weekdays.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
      <tbody>
        {weeksOf(all).map((week, n) => (
          <tr key={week.find((day) => day !== null) ?? n}>
            {week.map((day, at) => {
              const one = day === null ? undefined : byDay.get(day)
              return <td key={day ?? `empty-${at}`}>{one && button(one)}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
