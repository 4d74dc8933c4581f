// The address of the figures is their state: which days, grouped by what, what is looked at alone, which list is open.
import { BYS, SEVERITIES, type By, type ListKind, type Severity, type Step } from '../api/figures'

export const FILTERS = ['operator', 'school', 'driver', 'rule', 'place'] as const
export type Filter = (typeof FILTERS)[number]
export interface FiguresAddress {
  first: string
  last: string
  by: By
  /** Null: by day up to two months, else by week. */
  step: Step | null
  only: Partial<Record<Filter, string>>
  severity: Severity | null
  /** The list that is open, as "findings?key=12". */
  list: string | null
}

const DAY = /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const FORMS: Record<Filter, RegExp> = {
  operator: /^\d{1,10}$/, school: /^\d{1,10}$/, driver: /^\d{1,10}$/, rule: /^R\d{2}$/,
  place: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
}
const LIST = /^(findings|cases|buses|runs)(\?[\w=&.-]*)?$/
const DAY_MS = 86_400_000
export const MOST_DAYS = 400

/** The day so many days after one. */
export const dayFrom = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
/** How many days a span has, both ends counted. */
export const daysIn = (first: string, last: string): number => Math.round((Date.parse(`${last}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / DAY_MS) + 1

/** `today` is the day it is in the office; without a span in the address the last seven days are shown. */
export function readFigures(search: string, today: string): FiguresAddress {
  const q = new URLSearchParams(search)
  const first = q.get('first') ?? ''
  const last = q.get('last') ?? ''
  const sane = isDay(first) && isDay(last) && first <= last && daysIn(first, last) <= MOST_DAYS
  const given = FILTERS.flatMap((one) => (FORMS[one].test(q.get(one) ?? '') ? [[one, q.get(one) as string] as const] : []))
  const step = q.get('step')
  return {
    ...(sane ? { first, last } : { first: dayFrom(today, -6), last: today }),
    by: BYS.find((one) => one === q.get('by')) ?? 'operator',
    step: step === 'day' || step === 'week' ? step : null,
    only: Object.fromEntries(given),
    severity: SEVERITIES.find((one) => one === q.get('severity')) ?? null,
    list: LIST.test(q.get('list') ?? '') ? q.get('list') : null,
  }
}

export function writeFigures(address: FiguresAddress): string {
  const q = new URLSearchParams({ first: address.first, last: address.last })
  if (address.by !== 'operator') q.set('by', address.by)
  if (address.step) q.set('step', address.step)
  for (const one of FILTERS) if (address.only[one]) q.set(one, address.only[one])
  if (address.severity) q.set('severity', address.severity)
  if (address.list) q.set('list', address.list)
  return `/figures?${q.toString()}`
}

/** The question in the API's words. */
export function askOf(address: FiguresAddress): string {
  const q = new URLSearchParams({ first: address.first, last: address.last, by: address.by })
  if (address.step) q.set('step', address.step)
  for (const one of FILTERS) if (address.only[one]) q.set(one === 'rule' || one === 'place' ? one : `${one}_id`, address.only[one])
  if (address.severity) q.set('severity', address.severity)
  return q.toString()
}

/** The kind of an open list and its whole question: what it says itself goes before the page's. */
export function listOf(address: FiguresAddress): { kind: ListKind; ask: string; own: URLSearchParams } | null {
  if (!address.list) return null
  const [kind = 'findings', text = ''] = address.list.split('?')
  const own = new URLSearchParams(text)
  const q = new URLSearchParams(askOf(address))
  for (const [key, value] of own) q.set(key, value)
  return { kind: kind as ListKind, ask: q.toString(), own }
}

/** The name of a list for the address. */
export function listed(kind: ListKind, own: Record<string, string | null | undefined> = {}): string {
  const given = Object.entries(own).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const text = new URLSearchParams(given).toString()
  return text ? `${kind}?${text}` : kind
}

/** The key of a group as the API takes it. */
export const keyOf = (key: string | null): string => key ?? 'none'

const isDay = (text: string): boolean => DAY.test(text) && new Date(`${text}T00:00Z`).toISOString().startsWith(text)
