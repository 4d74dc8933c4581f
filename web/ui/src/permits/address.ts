// The work list's address: what is shown, as the page has it and as the API is asked.
import { KINDS, STATES, UNDER_WAY, type Kind, type Office, type State } from '../api/permits'
import type { Role } from '../api/types'

/** `mine`: what waits for the reader; what that is, the role says. */
export interface ListAddress {
  all: boolean
  q: string
  state: State | null
  kind: Kind | null
  overdue: boolean
}

export function readList(search: string): ListAddress {
  const q = new URLSearchParams(search)
  return {
    all: q.get('show') === 'all',
    q: q.get('q') ?? '',
    state: STATES.find((one) => one === q.get('state')) ?? null,
    kind: KINDS.find((one) => one === q.get('kind')) ?? null,
    overdue: q.get('overdue') === '1',
  }
}

export function writeList(address: ListAddress): string {
  const q = new URLSearchParams()
  if (address.all) q.set('show', 'all')
  if (address.q) q.set('q', address.q)
  if (address.state) q.set('state', address.state)
  if (address.kind) q.set('kind', address.kind)
  if (address.overdue) q.set('overdue', '1')
  const text = q.toString()
  return text ? `?${text}` : ''
}

export const officeOf = (role: Role | undefined): Office | null => (role === 'police' || role === 'transport' ? role : null)

/** What waits for somebody of a role, as a word: what an office is asked, what the government decides, what is under way. */
export const shownFirst = (role: Role | undefined): 'office' | 'government' | 'live' => {
  if (officeOf(role)) return 'office'
  return role === 'government' ? 'government' : 'live'
}

/** The query of the API, without the page; a state that somebody chose goes before what waits for the role. */
export function askOf(address: ListAddress, role: Role | undefined): string {
  const q = new URLSearchParams()
  const office = officeOf(role)
  if (address.state) q.set('state', address.state)
  else if (!address.all && !office) for (const state of role === 'government' ? (['government'] as const) : UNDER_WAY) q.append('state', state)
  if (office && !address.all) q.set('office', office)
  if (address.kind) q.set('kind', address.kind)
  if (address.overdue) q.set('overdue', 'true')
  if (address.q.trim()) q.set('q', address.q.trim().slice(0, 64))
  return q.toString()
}

export const isFiltered = (address: ListAddress): boolean => Boolean(address.q || address.state || address.kind || address.overdue)
