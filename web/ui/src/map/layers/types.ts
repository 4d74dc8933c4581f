// What a layer file gives: its layers for one set of colours, and the group of the layer switch it belongs to.
import type { AddLayerObject, ExpressionSpecification } from 'maplibre-gl'
import type { LayerGroup } from '../../lib/address'
import type { Tokens } from '../../theme/tokens'

export interface LayerFile {
  group: LayerGroup | null
  sources: readonly string[]
  layers(tokens: Tokens): AddLayerObject[]
}

/** Local fonts only: with no `glyphs` in the style MapLibre draws every letter with these on this machine. */
export const MAP_FONT = ['Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif']

/** The name in the reader's language; the map's language is set through the global state of the style. */
export const localName: ExpressionSpecification = [
  'case',
  ['==', ['global-state', 'language'], 'en'],
  ['coalesce', ['get', 'name_en'], ['get', 'name'], ['get', 'name_zh'], ''],
  ['coalesce', ['get', 'name_zh'], ['get', 'name'], ''],
]

/** Grows with the zoom: [zoom, value] pairs, linear between. */
export const byZoom = (...stops: [number, number][]): ExpressionSpecification =>
  ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification
