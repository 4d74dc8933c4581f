// Sightings as a calendar: every day from the first to the last, and how often in which hour; pure.

export const HOURS = Array.from({ length: 17 }, (_, n) => n + 5)
const DAY_MS = 86_400_000

export interface Cell {
  count: number
  within: boolean
}
export interface Day {
  day: string
  cells: Map<number, Cell>
}

/** `wall` is "2026-09-01T07:30"; hours before the first column count in it, and those after the last in that. The newest day first. */
export function daysOf(seen: readonly { wall: string; within: boolean }[], most: number): Day[] {
  const found = new Map<string, Map<number, Cell>>()
  for (const { wall, within } of seen) {
    const day = wall.slice(0, 10)
    const hour = Math.min(Math.max(Number(wall.slice(11, 13)), HOURS[0] ?? 0), HOURS.at(-1) ?? 23)
    const cells = found.get(day) ?? new Map<number, Cell>()
    const cell = cells.get(hour)
    cells.set(hour, { count: (cell?.count ?? 0) + 1, within: within || (cell?.within ?? false) })
    found.set(day, cells)
  }
  const days = [...found.keys()].sort()
  const first = Date.parse(days[0] ?? '')
  const last = Date.parse(days.at(-1) ?? '')
  if (Number.isNaN(last)) return []
  const count = Math.min(most, Math.round((last - first) / DAY_MS) + 1)
  return Array.from({ length: count }, (_, n) => new Date(last - n * DAY_MS).toISOString().slice(0, 10)).map((day) => ({ day, cells: found.get(day) ?? new Map<number, Cell>() }))
}
