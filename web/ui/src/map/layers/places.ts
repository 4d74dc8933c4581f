// Places: zones (schools, depots, no-go), risk segments as violet hatch, road sections with their posted limit.
import type { ExpressionSpecification } from 'maplibre-gl'
import { byZoom, localName, MAP_FONT, type LayerFile } from './types'

const area: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
const way: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']
const category = (name: string): ExpressionSpecification => ['==', ['get', 'category'], name]
const isDistrict: ExpressionSpecification = ['==', ['get', 'kind'], 'district']

export const zones: LayerFile = {
  group: 'zones',
  sources: ['places', 'schools'],
  layers: ({ map, verdict }) => [
    {
      id: 'zone-fill', type: 'fill', source: 'places',
      filter: ['all', category('zone'), area, ['!', isDistrict]],
      paint: { 'fill-color': ['match', ['get', 'kind'], 'no_go', map.noGo, map.zone], 'fill-opacity': 0.08 },
    },
    {
      id: 'zone-line', type: 'line', source: 'places', filter: ['all', category('zone'), ['!', isDistrict]],
      paint: {
        'line-color': ['match', ['get', 'kind'], 'no_go', map.noGo, map.zone], 'line-width': 1, 'line-opacity': 0.6,
        'line-dasharray': [3, 2],
      },
    },
    {
      id: 'zone-district', type: 'line', source: 'places', filter: ['all', category('zone'), isDistrict],
      paint: { 'line-color': map.outline, 'line-width': 1.2, 'line-dasharray': [4, 3] },
    },
    {
      id: 'zone-name', type: 'symbol', source: 'places', minzoom: 13.5,
      filter: ['all', category('zone'), ['!', ['in', ['get', 'kind'], ['literal', ['school', 'district']]]]],
      layout: { 'text-field': localName, 'text-font': MAP_FONT, 'text-size': 11, 'text-max-width': 8 },
      paint: { 'text-color': map.labelMuted, 'text-halo-color': map.labelHalo, 'text-halo-width': 1.4 },
    },
    {
      id: 'school', type: 'symbol', source: 'schools', minzoom: 9,
      layout: {
        'icon-image': 'school', 'icon-allow-overlap': true, 'icon-size': byZoom([10, 0.7], [14, 1]),
        'text-field': ['step', ['zoom'], '', 11.5, localName], 'text-font': MAP_FONT, 'text-size': byZoom([11, 11], [15, 13]), 'text-anchor': 'top', 'text-offset': [0, 0.85],
        'text-max-width': 9, 'text-optional': true,
      },
      paint: { 'text-color': map.label, 'text-halo-color': verdict.halo, 'text-halo-width': 1.6 },
    },
  ],
}

export const risk: LayerFile = {
  group: 'risk',
  sources: ['places'],
  layers: ({ map }) => [
    {
      id: 'risk-fill', type: 'fill', source: 'places', filter: ['all', category('risk_segment'), area],
      paint: { 'fill-pattern': 'hatch-risk' },
    },
    {
      id: 'risk-edge', type: 'line', source: 'places', filter: ['all', category('risk_segment'), area],
      paint: { 'line-color': map.risk, 'line-width': 1.4, 'line-opacity': 0.85 },
    },
    {
      id: 'risk-casing', type: 'line', source: 'places', filter: ['all', category('risk_segment'), way],
      layout: { 'line-cap': 'butt' },
      paint: { 'line-color': map.risk, 'line-opacity': 0.22, 'line-width': byZoom([10, 5], [15, 18]) },
    },
    {
      id: 'risk-way', type: 'line', source: 'places', filter: ['all', category('risk_segment'), way],
      layout: { 'line-cap': 'butt' },
      paint: { 'line-pattern': 'hatch-risk', 'line-width': byZoom([10, 5], [15, 18]) },
    },
    {
      id: 'risk-name', type: 'symbol', source: 'places', minzoom: 12.5, filter: ['all', category('risk_segment'), way],
      layout: {
        'symbol-placement': 'line-center', 'text-rotation-alignment': 'viewport',
        'text-field': ['case', ['!=', ['coalesce', ['get', 'limit_kmh'], 0], 0], ['concat', localName, ' ', ['get', 'limit_kmh']], localName],
        'text-font': MAP_FONT, 'text-size': 11.5, 'text-offset': [0, 1.7], 'text-max-width': 9, 'text-optional': true,
      },
      paint: { 'text-color': map.risk, 'text-halo-color': map.labelHalo, 'text-halo-width': 1.6 },
    },
  ],
}

export const sections: LayerFile = {
  group: 'sections',
  sources: ['places'],
  layers: ({ map }) => [
    {
      id: 'section-way', type: 'line', source: 'places', filter: category('road_section'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': map.section, 'line-opacity': 0.7,
        'line-width': ['match', ['get', 'road_class'], ['motorway', 'urban_expressway'], 4, 2.4],
      },
    },
  ],
}

/** The limits themselves, above the lines that run over their roads. */
export const limits: LayerFile = {
  group: 'sections',
  sources: ['places'],
  layers: ({ map }) => [
    {
      id: 'section-limit', type: 'symbol', source: 'places', minzoom: 11.5,
      filter: ['all', category('road_section'), ['!=', ['coalesce', ['get', 'limit_kmh'], 0], 0]],
      layout: {
        'symbol-placement': 'line-center', 'icon-image': 'limit', 'icon-rotation-alignment': 'viewport', 'text-rotation-alignment': 'viewport',
        'text-field': ['to-string', ['get', 'limit_kmh']], 'text-font': MAP_FONT, 'text-size': 11, 'text-allow-overlap': false,
      },
      paint: { 'text-color': map.label },
    },
  ],
}
