// The map, read like a legend: what is drawn, from the ground up.
import type { AddLayerObject, Map as MapLibreMap, StyleSpecification } from 'maplibre-gl'
import type { LayerGroup } from '../lib/address'
import type { Tokens } from '../theme/tokens'
import { base } from './layers/base'
import { buses, plates } from './layers/buses'
import { chosenPlace } from './layers/chosenPlace'
import { declared } from './layers/declared'
import { lines, stops } from './layers/lines'
import { limits, risk, sections, zones } from './layers/places'
import { chosenBus, chosenFinding, chosenPath } from './layers/selection'
import type { LayerFile } from './layers/types'

export const LEGEND: readonly LayerFile[] = [
  base, //         coast, land, water, outline, roads
  sections, //     roads by their class
  zones, //        schools, depots, no-go
  declared, //     天气与路面
  lines, //        approved paths
  risk, //         危险路段
  stops, //        停靠站点
  limits, //       限速
  chosenPlace, //  a place that is looked at
  chosenPath, //   the chosen bus's line and trail
  chosenBus,
  plates,
  buses,
  chosenFinding,
]

const WITH_PROGRESS = new Set(['trail']) // a gradient along the line needs it
const NO_DATA = { type: 'FeatureCollection', features: [] } as const

export function styleOf(tokens: Tokens): StyleSpecification {
  const sources: StyleSpecification['sources'] = {}
  for (const id of new Set(LEGEND.flatMap((file) => file.sources))) {
    sources[id] = { type: 'geojson', data: { ...NO_DATA, features: [] }, lineMetrics: WITH_PROGRESS.has(id), tolerance: 0.3 }
  }
  return {
    version: 8,
    // No `glyphs`: every letter is drawn with this machine's own fonts, nothing is fetched.
    state: { hidden: { default: [] }, bus: { default: '' }, language: { default: 'zh-CN' } },
    sources,
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': tokens.map.water } },
      ...(LEGEND.flatMap((file) => file.layers(tokens)) as StyleSpecification['layers']),
    ],
  }
}

/** The lowest layer of ours: tiles go under the one above the ground. */
export const GROUND_TOP = 'section-way'

/** Shows and hides the groups of the layer switch. */
export function showGroups(map: MapLibreMap, hidden: readonly LayerGroup[], tileLayers: readonly string[], tokens: Tokens): void {
  for (const file of LEGEND) {
    if (!file.group) continue
    // with tiles there, the bundled base rests
    const off = hidden.includes(file.group) || (file.group === 'base' && tileLayers.length > 0)
    for (const layer of file.layers(tokens)) map.setLayoutProperty(layer.id, 'visibility', off ? 'none' : 'visible')
  }
  for (const id of tileLayers) map.setLayoutProperty(id, 'visibility', hidden.includes('base') ? 'none' : 'visible')
}

/** The same map in other colours. */
export function repaint(map: MapLibreMap, tokens: Tokens): void {
  map.setPaintProperty('sea', 'background-color', tokens.map.water)
  for (const layer of LEGEND.flatMap((file) => file.layers(tokens))) {
    const paint = (layer as AddLayerObject & { paint?: Record<string, unknown> }).paint ?? {}
    for (const [name, value] of Object.entries(paint)) map.setPaintProperty(layer.id, name as never, value as never)
  }
}
