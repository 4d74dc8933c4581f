// The states of a bus and how each is drawn: colour AND shape AND word, so that none rests on colour alone.
import type { BusState } from '../api/types'
import type { VerdictColours } from '../theme/tokens'

/** The six states of the contract, and `waiting`: what a silent bus is shown as while our own pipeline is behind. */
export type ShownState = BusState | 'waiting'
export type Shape = 'disc' | 'square' | 'ringed-disc' | 'hatched-diamond' | 'hollow-dashed' | 'small-dot' | 'hollow'

export interface StateStyle {
  shape: Shape
  colour: keyof VerdictColours
  /** A nose that points where the bus is heading. */
  heading: boolean
  /** Side of the drawing in CSS pixels. */
  size_px: number
  /** Above which others it is drawn. */
  rank: number
  /** Its age is written beside it on the map. */
  age: boolean
}

export const STATE_STYLES: Record<ShownState, StateStyle> = {
  breach: { shape: 'ringed-disc', colour: 'breach', heading: true, size_px: 36, rank: 6, age: false },
  no_permit: { shape: 'hatched-diamond', colour: 'breach', heading: true, size_px: 34, rank: 5, age: false },
  late: { shape: 'square', colour: 'late', heading: true, size_px: 29, rank: 4, age: false },
  silent: { shape: 'hollow-dashed', colour: 'silent', heading: false, size_px: 28, rank: 3, age: true },
  in_order: { shape: 'disc', colour: 'inOrder', heading: true, size_px: 28, rank: 2, age: false },
  waiting: { shape: 'hollow', colour: 'silent', heading: false, size_px: 24, rank: 1, age: false },
  parked: { shape: 'small-dot', colour: 'parked', heading: false, size_px: 16, rank: 0, age: false },
}

/** In the order a legend lists them: what needs a person first. */
export const BUS_STATES: readonly BusState[] = ['breach', 'no_permit', 'late', 'silent', 'in_order', 'parked']
export const SHOWN_STATES: readonly ShownState[] = [...BUS_STATES, 'waiting']

/** While we are behind, silence may be our own: then no bus is called silent. */
export function shownState(state: BusState, behind: boolean): ShownState {
  return behind && state === 'silent' ? 'waiting' : state
}
