// A month as a calendar lays it out; pure.

const WEEK = 7
const MONDAY_FIRST = 6

/** Rows of seven, Monday first; null where the month has no day. */
export function weeksOf(days: readonly string[]): (string | null)[][] {
  const first = new Date(`${days[0] ?? ''}T00:00:00Z`).getUTCDay()
  const cells: (string | null)[] = [...Array.from({ length: (first + MONDAY_FIRST) % WEEK }, () => null), ...days]
  while (cells.length % WEEK !== 0) cells.push(null)
  return Array.from({ length: cells.length / WEEK }, (_, n) => cells.slice(n * WEEK, (n + 1) * WEEK))
}

/** "2026-11" and "2027-01" of "2026-12". */
export function neighbours(month: string): [string, string] {
  const [year = 0, of = 1] = month.split('-').map(Number)
  const at = (by: number) => new Date(Date.UTC(year, of - 1 + by, 1)).toISOString().slice(0, 7)
  return [at(-1), at(1)]
}
