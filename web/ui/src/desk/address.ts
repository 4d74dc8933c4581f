// The desk's address is its state: which list, which filter, which case is open.
import { STATES, type State } from '../api/desk'

export const TABS = ['cases', 'faults', 'watch', 'papers'] as const
export type Tab = (typeof TABS)[number]
const SEVERITIES = ['B', 'A1', 'A2'] as const
export type Severity = (typeof SEVERITIES)[number]
export const UNFINISHED: readonly State[] = ['open', 'acknowledged', 'assigned', 'handled']

export interface DeskAddress {
  tab: Tab
  case: string | null
  /** Nothing chosen: what is unfinished. */
  states: State[] | 'all'
  severities: Severity[]
  rule: string | null
  operator: string | null
  school: string | null
  since: string | null
  until: string | null
  overdue: boolean
  mine: boolean
  q: string
}

const ID = /^\d{1,18}$/
const RULE = /^R\d{2}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const among = <T extends string>(values: string[], known: readonly T[]): T[] => known.filter((one) => values.includes(one))
const fits = (value: string | null, form: RegExp): string | null => (value !== null && form.test(value) ? value : null)

export function readDesk(search: string): DeskAddress {
  const q = new URLSearchParams(search)
  const states = among(q.getAll('state'), STATES)
  return {
    tab: TABS.find((one) => one === q.get('tab')) ?? 'cases',
    case: fits(q.get('case'), ID),
    states: q.get('state') === 'all' ? 'all' : states,
    severities: among(q.getAll('severity'), SEVERITIES),
    rule: fits(q.get('rule'), RULE),
    operator: fits(q.get('operator'), ID),
    school: fits(q.get('school'), ID),
    since: fits(q.get('since'), DAY),
    until: fits(q.get('until'), DAY),
    overdue: q.get('overdue') === '1',
    mine: q.get('mine') === '1',
    q: (q.get('q') ?? '').slice(0, 60),
  }
}

export function writeDesk(address: DeskAddress): string {
  const q = filterOf(address)
  if (address.tab !== 'cases') q.set('tab', address.tab)
  if (address.case) q.set('case', address.case)
  const text = q.toString()
  return text ? `/desk?${text}` : '/desk'
}

/** The filter alone, as it is saved. */
export function filterOf(address: DeskAddress): URLSearchParams {
  const q = new URLSearchParams()
  if (address.states === 'all') q.set('state', 'all')
  else for (const state of address.states) q.append('state', state)
  for (const severity of address.severities) q.append('severity', severity)
  for (const key of ['rule', 'operator', 'school', 'since', 'until', 'q'] as const) if (address[key]) q.set(key, address[key])
  if (address.overdue) q.set('overdue', '1')
  if (address.mine) q.set('mine', '1')
  return q
}

/** The same question in the API's words; `dayOf` makes a moment of a local day. */
export function askOf(address: DeskAddress, dayOf: (day: string, end: boolean) => string | undefined): string {
  const q = new URLSearchParams()
  const states = address.states === 'all' ? [] : address.states.length > 0 ? address.states : UNFINISHED
  for (const state of states) q.append('state', state)
  for (const severity of address.severities) q.append('severity', severity)
  if (address.rule) q.set('rule', address.rule)
  if (address.operator) q.set('operator_id', address.operator)
  if (address.school) q.set('school_id', address.school)
  if (address.overdue) q.set('overdue', 'true')
  if (address.mine) q.set('mine', 'true')
  const since = address.since ? dayOf(address.since, false) : undefined
  const until = address.until ? dayOf(address.until, true) : undefined
  if (since) q.set('since', since)
  if (until) q.set('until', until)
  if (address.q.trim()) q.set('q', address.q.trim())
  return q.toString()
}
