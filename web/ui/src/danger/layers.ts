// What the map of dangerous segments draws over the usual one: each segment by its rate, with its rank.
import type { AddLayerObject, ExpressionSpecification, Map as MapLibreMap } from 'maplibre-gl'
import type { Feature, FeatureCollection } from 'geojson'
import type { Segment } from '../api/danger'
import { collection } from '../map/collections'
import { byZoom, MAP_FONT } from '../map/layers/types'
import type { Tokens } from '../theme/tokens'

export const SOURCE = 'danger'
export const POINTS = 'danger-points'
export const EVENTS = 'danger-events'
export const CLICKABLE = ['danger-way', 'danger-disc']
const MOST_RANKS = 99

/** Low to high; both ends can be told apart without colour by their width. */
const heat = ({ verdict }: Tokens): ExpressionSpecification => ['interpolate', ['linear'], ['get', 'heat'], 0, '#e8c04a', 0.5, verdict.late, 1, verdict.breach]
const colour = (tokens: Tokens): ExpressionSpecification => ['match', ['get', 'state'], 'dismissed', tokens.verdict.parked, 'promoted', tokens.map.risk, heat(tokens)]
const chosen: ExpressionSpecification = ['boolean', ['get', 'chosen'], false]

const layersOf = (tokens: Tokens): AddLayerObject[] => [
  { id: 'danger-casing', type: 'line', source: SOURCE, layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': ['case', chosen, tokens.map.selection, tokens.verdict.halo], 'line-width': byZoom([10, 9], [15, 17]), 'line-opacity': 0.9 } },
  { id: 'danger-way', type: 'line', source: SOURCE, layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colour(tokens), 'line-width': byZoom([10, 6], [15, 11]) } },
  { id: 'danger-event', type: 'circle', source: EVENTS, minzoom: 12, paint: { 'circle-radius': byZoom([12, 2.5], [16, 5]), 'circle-color': tokens.surface, 'circle-stroke-color': tokens.text, 'circle-stroke-width': 1.4, 'circle-opacity': 0.9 } },
  { id: 'danger-disc', type: 'circle', source: POINTS, paint: { 'circle-radius': ['case', chosen, 13, 10], 'circle-color': colour(tokens), 'circle-stroke-color': ['case', chosen, tokens.map.selection, tokens.verdict.halo], 'circle-stroke-width': ['case', chosen, 3, 1.6] } },
  {
    id: 'danger-rank', type: 'symbol', source: POINTS,
    layout: { 'text-field': ['get', 'rank'], 'text-font': MAP_FONT, 'text-size': 11, 'text-allow-overlap': true, 'text-ignore-placement': true },
    paint: { 'text-color': '#ffffff', 'text-halo-color': 'rgba(20, 24, 28, 0.55)', 'text-halo-width': 1.1 },
  },
]

export function addDangerLayers(map: MapLibreMap, tokens: Tokens): void {
  for (const id of [SOURCE, POINTS, EVENTS]) if (!map.getSource(id)) map.addSource(id, { type: 'geojson', data: collection([]), tolerance: 0.2 })
  for (const layer of layersOf(tokens)) {
    if (!map.getLayer(layer.id)) map.addLayer(layer)
    const paint = (layer as { paint?: Record<string, unknown> }).paint ?? {}
    for (const [name, value] of Object.entries(paint)) map.setPaintProperty(layer.id, name as never, value as never)
  }
}

const propertiesOf = (segment: Segment, most: number, open: string | null) => ({
  id: segment.id, state: segment.state, heat: most > 0 ? segment.score / most : 0, chosen: segment.id === open, rank: segment.rank <= MOST_RANKS ? String(segment.rank) : '',
})

/** The segments as ways; the worst is drawn last, over the others. */
export function ways(segments: readonly Segment[], open: string | null): FeatureCollection {
  const most = Math.max(0, ...segments.map((one) => one.score))
  return collection([...segments].sort((a, b) => b.rank - a.rank).map((one): Feature => ({ type: 'Feature', geometry: one.geometry, properties: propertiesOf(one, most, open) })))
}

/** The middle of each, for its rank. */
export function middles(segments: readonly Segment[], open: string | null): FeatureCollection {
  const most = Math.max(0, ...segments.map((one) => one.score))
  return collection([...segments].sort((a, b) => b.rank - a.rank).map((one): Feature => ({ type: 'Feature', geometry: one.middle, properties: propertiesOf(one, most, open) })))
}
