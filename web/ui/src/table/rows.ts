// Searching, filtering and sorting of a list's rows, as pure functions.
import type { TableState } from './state'

export interface Column<T> {
  key: string
  title: string
  /** What is searched and exported. */
  text: (row: T) => string
  /** What is sorted by, where that is not the text. */
  order?: (row: T) => number | string
  /** Offers the values of this column as a filter. */
  filter?: boolean
  hiddenAtFirst?: boolean
  render?: (row: T) => React.ReactNode
  width?: number
  numeric?: boolean
  sortable?: boolean
  /** Holds buttons: nothing to export. */
  buttons?: boolean
}

export const hiddenColumns = <T>(columns: Column<T>[], state: TableState): string[] =>
  state.hidden ?? columns.filter((column) => column.hiddenAtFirst).map((column) => column.key)

export function selectRows<T>(rows: T[], columns: Column<T>[], state: TableState): T[] {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean)
  const filters = columns.filter((column) => column.filter && state.filters[column.key])
  const kept = rows.filter((row) => {
    if (filters.some((column) => column.text(row) !== state.filters[column.key])) return false
    if (words.length === 0) return true
    const text = columns.map((column) => column.text(row)).join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const by = columns.find((column) => column.key === state.sort?.key)
  if (!by || !state.sort) return kept
  const sign = state.sort.descending ? -1 : 1
  const order = by.order ?? by.text
  return kept.sort((a, b) => sign * compare(order(a), order(b)))
}

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN', { numeric: true })

/** The values a filter offers, each once, in order. */
export const choices = <T>(rows: T[], column: Column<T>): string[] =>
  [...new Set(rows.map(column.text))].filter(Boolean).sort((a, b) => a.localeCompare(b, 'zh-CN', { numeric: true }))
