// The address is the state: what is selected, where the map stands, what is filtered, as one value.
import { BUS_STATES } from '../map/states'
import type { BusState } from '../api/types'

export const LAYER_GROUPS = ['lines', 'stops', 'zones', 'risk', 'sections', 'plates', 'base'] as const
export type LayerGroup = (typeof LAYER_GROUPS)[number]
/** Hidden until asked for, so that the map stays calm. */
export const HIDDEN_AT_FIRST: readonly LayerGroup[] = ['sections']

export interface MapAddress {
  bus: string | null
  finding: string | null
  /** A line that was searched for: drawn strong. */
  line: string | null
  /** lat, lon, zoom in WGS-84 */
  at: { lat: number; lon: number; zoom: number } | null
  hiddenStates: BusState[]
  hiddenLayers: LayerGroup[]
  onlyOpen: boolean
}

const listOf = <T extends string>(text: string | null, allowed: readonly T[]): T[] =>
  (text ?? '').split(',').filter((word): word is T => (allowed as readonly string[]).includes(word))

function positionOf(text: string | null): MapAddress['at'] {
  const [lat, lon, zoom] = (text ?? '').split(',').map(Number)
  if (lat === undefined || lon === undefined || zoom === undefined) return null
  const sane = Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 24
  return sane ? { lat, lon, zoom } : null
}

export function readAddress(search: string): MapAddress {
  const q = new URLSearchParams(search)
  const layers = q.get('off')
  return {
    bus: q.get('bus'),
    finding: q.get('finding'),
    line: q.get('line'),
    at: positionOf(q.get('at')),
    hiddenStates: listOf(q.get('hide'), BUS_STATES),
    hiddenLayers: layers === null ? [...HIDDEN_AT_FIRST] : listOf(layers, LAYER_GROUPS),
    onlyOpen: q.get('open') === '1',
  }
}

export function writeAddress(address: MapAddress): string {
  const q: string[] = []
  const put = (key: string, value: string) => q.push(`${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`)
  if (address.bus) put('bus', address.bus)
  if (address.finding) put('finding', address.finding)
  if (address.line) put('line', address.line)
  if (address.hiddenStates.length > 0) put('hide', address.hiddenStates.join(','))
  if (address.hiddenLayers.join() !== HIDDEN_AT_FIRST.join()) put('off', address.hiddenLayers.join(','))
  if (address.onlyOpen) put('open', '1')
  if (address.at) {
    const { lat, lon, zoom } = address.at
    put('at', `${lat.toFixed(5)},${lon.toFixed(5)},${zoom.toFixed(2)}`)
  }
  return q.length > 0 ? `?${q.join('&')}` : ''
}

/** A query of the API: what is empty is not asked. */
export const queryOf = (asked: Record<string, string | undefined>): string =>
  new URLSearchParams(Object.entries(asked).filter((one): one is [string, string] => Boolean(one[1]))).toString()

export const toggled = <T>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item]
