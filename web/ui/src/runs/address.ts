// What the board of runs shows is in the address: the day, the filters, how it is grouped.
import type { BoardRun, RunState } from '../api/runs'

export interface BoardAddress {
  day: string | null
  q: string
  school: string | null
  operator: string | null
  state: RunState | null
  by: 'line' | 'bus'
}

export function readBoard(search: string): BoardAddress {
  const query = new URLSearchParams(search)
  return {
    day: query.get('day'), q: query.get('q') ?? '', school: query.get('school'), operator: query.get('operator'),
    state: query.get('state') as RunState | null, by: query.get('by') === 'bus' ? 'bus' : 'line',
  }
}

export function writeBoard(address: BoardAddress): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(address)) if (value && !(key === 'by' && value === 'line')) query.set(key, value)
  const text = query.toString()
  return text === '' ? '/runs' : `/runs?${text}`
}

/** "2026-11-30" and a number of days -> "2026-12-01". */
export const daysOn = (day: string, by: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

export interface Group { key: string; first: BoardRun; runs: BoardRun[] }

/** The runs of one line, or of one bus, together, each in the order of time; the groups in the order of what wants somebody first. */
export function grouped(runs: readonly BoardRun[], by: 'line' | 'bus'): Group[] {
  const found = new Map<string, Group>()
  for (const run of runs) {
    const key = by === 'line' ? run.line_id : run.vehicle_id
    const group = found.get(key) ?? { key, first: run, runs: [] }
    group.runs.push(run)
    found.set(key, group)
  }
  for (const group of found.values()) group.runs.sort((one, other) => one.planned_start.localeCompare(other.planned_start))
  return [...found.values()]
}
