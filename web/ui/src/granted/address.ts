// The address of the list of permits: what is shown, as the page has it and as the API is asked.
import { HELD_STATES, type HeldState } from '../api/granted'

export const ASKS = ['renewal', 'sign_ends', 'penalty'] as const
export type Ask = (typeof ASKS)[number]
export interface HeldAddress {
  q: string
  state: HeldState | null
  ask: Ask | null
}

export function readHeld(search: string): HeldAddress {
  const q = new URLSearchParams(search)
  return { q: q.get('q') ?? '', state: HELD_STATES.find((one) => one === q.get('state')) ?? null, ask: ASKS.find((one) => one === q.get('only')) ?? null }
}

export function writeHeld({ q, state, ask }: HeldAddress): string {
  const out = new URLSearchParams()
  if (q) out.set('q', q)
  if (state) out.set('state', state)
  if (ask) out.set('only', ask)
  const text = out.toString()
  return text ? `?${text}` : ''
}

/** The query of the API, without the page. */
export function askHeld({ q, state, ask }: HeldAddress): string {
  const out = new URLSearchParams()
  if (q.trim()) out.set('q', q.trim().slice(0, 64))
  if (state) out.set('state', state)
  if (ask) out.set(ask, 'true')
  return out.toString()
}
