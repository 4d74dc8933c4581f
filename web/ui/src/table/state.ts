// A list's state is its address: search words, sort, page, page size, columns, filters.

export interface TableState {
  q: string
  sort: { key: string; descending: boolean } | null
  page: number
  size: number
  /** Columns hidden; null while the person has not chosen. */
  hidden: string[] | null
  filters: Record<string, string>
}

export const PAGE_SIZES = [20, 50, 100]
const FILTER = 'f.'
/** What others write into the address of a list. */
const OTHERS = new Set(['tab', 'device', 'platform', 'seal', 'hazard', 'ended', 'report', 'month', 'by', 'operator', 'vehicle'])

const whole = (text: string | null, least: number, otherwise: number): number => {
  const value = Number(text)
  return Number.isInteger(value) && value >= least ? value : otherwise
}

export function readTable(search: string): TableState {
  const q = new URLSearchParams(search)
  const sort = q.get('sort')
  const filters: Record<string, string> = {}
  for (const [key, value] of q) if (key.startsWith(FILTER) && value) filters[key.slice(FILTER.length)] = value
  const size = whole(q.get('size'), 1, 20)
  return {
    q: q.get('q') ?? '',
    sort: sort ? { key: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : null,
    page: whole(q.get('page'), 1, 1),
    size: PAGE_SIZES.includes(size) ? size : 20,
    hidden: q.has('cols') ? (q.get('cols') ?? '').split(',').filter(Boolean) : null,
    filters,
  }
}

/** Keeps what others wrote into the address, writes only what differs from the start. */
export function writeTable(state: TableState, search: string): string {
  const q = new URLSearchParams(search)
  const kept = [...q].filter(([key]) => OTHERS.has(key))
  const out = new URLSearchParams(kept)
  if (state.q) out.set('q', state.q)
  if (state.sort) out.set('sort', (state.sort.descending ? '-' : '') + state.sort.key)
  if (state.page > 1) out.set('page', String(state.page))
  if (state.size !== 20) out.set('size', String(state.size))
  if (state.hidden) out.set('cols', state.hidden.join(','))
  for (const [key, value] of Object.entries(state.filters)) if (value) out.set(FILTER + key, value)
  const text = out.toString()
  return text ? `?${text}` : ''
}
