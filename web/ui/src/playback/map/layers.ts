// What a replay draws under its buses: the corridor and the path that were permitted then, the way that was driven.
import type { AddLayerObject, ExpressionSpecification, Map as MapLibreMap } from 'maplibre-gl'
import type { Feature, FeatureCollection, Position } from 'geojson'
import { collection, linePaths } from '../../map/collections'
import { byZoom } from '../../map/layers/types'
import type { Tokens } from '../../theme/tokens'
import { corridorAt, linesAt, type ShownBus } from '../shown'
import { parts, type Track } from '../track'

export const SOURCES = ['replay-lines', 'replay-track'] as const
const BELOW = 'stop-dot'
const METRES_PER_PX = 78_271.517 // at zoom 0 on the equator, of MapLibre's tiles
const FARTHEST_ZOOM = 24

/** A width given in metres on the ground. */
const onTheGround: ExpressionSpecification = [
  'interpolate', ['exponential', 2], ['zoom'], 0, ['get', 'px0'], FARTHEST_ZOOM, ['*', ['get', 'px0'], 2 ** FARTHEST_ZOOM],
]
const kind = (name: string): ExpressionSpecification => ['==', ['get', 'kind'], name]

const layersOf = ({ map, verdict }: Tokens): AddLayerObject[] => [
  { id: 'replay-corridor', type: 'line', source: 'replay-lines', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': map.zone, 'line-opacity': 0.16, 'line-width': onTheGround } },
  { id: 'replay-path', type: 'line', source: 'replay-lines', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': map.zone, 'line-opacity': 0.7, 'line-width': byZoom([10, 1], [15, 1.8]), 'line-dasharray': [3, 2.4] } },
  { id: 'replay-casing', type: 'line', source: 'replay-track', filter: kind('driven'), layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': verdict.halo, 'line-width': byZoom([10, 4], [15, 7]), 'line-opacity': 0.8 } },
  { id: 'replay-driven', type: 'line', source: 'replay-track', filter: kind('driven'), layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': ['get', 'colour'], 'line-width': byZoom([10, 2.2], [15, 4]), 'line-opacity': 0.85 } },
  { id: 'replay-delayed', type: 'line', source: 'replay-track', filter: kind('delayed'), layout: { 'line-cap': 'butt', 'line-join': 'round' }, paint: { 'line-color': verdict.late, 'line-width': byZoom([10, 2.2], [15, 4]), 'line-dasharray': [1.2, 1.2] } },
  { id: 'replay-gap', type: 'line', source: 'replay-track', filter: kind('gap'), layout: { 'line-cap': 'butt' }, paint: { 'line-color': verdict.silent, 'line-width': byZoom([10, 1.6], [15, 2.4]), 'line-dasharray': [2, 2.5], 'line-opacity': 0.9 } },
]

export function addReplayLayers(map: MapLibreMap, tokens: Tokens): void {
  for (const id of SOURCES) if (!map.getSource(id)) map.addSource(id, { type: 'geojson', data: collection([]), tolerance: 0.3 })
  for (const layer of layersOf(tokens)) {
    if (!map.getLayer(layer.id)) map.addLayer(layer, BELOW)
    const paint = (layer as { paint?: Record<string, unknown> }).paint ?? {}
    for (const [name, value] of Object.entries(paint)) map.setPaintProperty(layer.id, name as never, value as never)
  }
}

const line = (kindOf: string, coordinates: Position[], colour: string): Feature => ({ type: 'Feature', geometry: { type: 'LineString', coordinates }, properties: { kind: kindOf, colour } })
const positions = (track: Track, first: number, last: number): Position[] => {
  const found: Position[] = []
  for (let i = first; i <= last; i++) found.push([track.lon[i] ?? 0, track.lat[i] ?? 0])
  return found
}

/** The way each bus drove, dashed grey where nothing was heard, dashed amber over what was sent later. */
export function drivenWays(buses: readonly ShownBus[]): FeatureCollection {
  const features: Feature[] = []
  for (const { track, colour } of buses) {
    for (const [first, last] of parts(track)) if (last > first) features.push(line('driven', positions(track, first, last), colour))
    for (const i of track.gaps) features.push(line('gap', positions(track, i, i + 1), colour))
    for (let i = 0; i < track.count; i++) {
      if (!track.delayed[i]) continue
      const first = i
      while (i + 1 < track.count && track.delayed[i + 1]) i++
      if (i > first) features.push(line('delayed', positions(track, first, i), colour))
    }
  }
  return collection(features)
}

/** The lines that were permitted at a moment, each with its corridor. */
export function permittedLines(buses: readonly ShownBus[], moment: number): FeatureCollection {
  const features = buses.flatMap(({ history }) => {
    const corridor = corridorAt(history, moment)
    return linesAt(history, moment).flatMap((one) => {
      const [path] = linePaths([{ ...one, code: '', school_id: null, school_name: null }]).features
      if (!path) return []
      const latitude = one.path.coordinates[0]?.[1] ?? 0
      const px0 = (2 * corridor) / (METRES_PER_PX * Math.cos((latitude * Math.PI) / 180))
      return [{ ...path, properties: { ...path.properties, px0 } }]
    })
  })
  return collection(features)
}

/** West, south, east, north of all tracks; null where there is none. */
export function boundsOf(buses: readonly ShownBus[]): [number, number, number, number] | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { track } of buses) {
    for (let i = 0; i < track.count; i++) {
      const lon = track.lon[i] ?? 0
      const lat = track.lat[i] ?? 0
      box[0] = Math.min(box[0], lon)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lon)
      box[3] = Math.max(box[3], lat)
    }
  }
  return Number.isFinite(box[0]) ? box : null
}
