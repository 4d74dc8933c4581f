// Base: the bundled coast, land, water, outline and roads in quiet greys.
import type { FilterSpecification } from 'maplibre-gl'
import { byZoom, localName, MAP_FONT, type LayerFile } from './types'

const BIG = ['motorway', 'urban_expressway', 'trunk']
const MIDDLE = ['primary', 'secondary']
const ROAD: FilterSpecification = ['all', ['==', ['get', 'kind'], 'road'], ['!=', ['get', 'class'], 'rail']]

export const base: LayerFile = {
  group: 'base',
  sources: ['base'],
  layers: ({ map }) => [
    { id: 'base-land', type: 'fill', source: 'base', filter: ['==', ['get', 'kind'], 'land'], paint: { 'fill-color': map.land } },
    { id: 'base-hill', type: 'fill', source: 'base', filter: ['==', ['get', 'kind'], 'hill'], paint: { 'fill-color': map.hill } },
    {
      id: 'base-water', type: 'fill', source: 'base',
      filter: ['all', ['==', ['get', 'kind'], 'water'], ['==', ['geometry-type'], 'Polygon']],
      paint: { 'fill-color': ['match', ['get', 'class'], 'salt_pan', map.saltPan, map.water] },
    },
    {
      id: 'base-river', type: 'line', source: 'base',
      filter: ['all', ['==', ['get', 'kind'], 'water'], ['==', ['geometry-type'], 'LineString']],
      paint: { 'line-color': map.water, 'line-width': byZoom([10, 1], [15, 5]) },
    },
    {
      id: 'base-coast', type: 'line', source: 'base', filter: ['==', ['get', 'kind'], 'coast'],
      paint: { 'line-color': map.coast, 'line-width': 1.2 },
    },
    {
      id: 'base-road-casing', type: 'line', source: 'base', filter: ROAD,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': map.roadCasing,
        'line-width': [
          'interpolate', ['linear'], ['zoom'],
          9, ['match', ['get', 'class'], BIG, 1.6, MIDDLE, 1, 0.2],
          13, ['match', ['get', 'class'], BIG, 5, MIDDLE, 4, 2.4],
          16, ['match', ['get', 'class'], BIG, 15, MIDDLE, 12, 8],
        ],
      },
    },
    {
      id: 'base-road', type: 'line', source: 'base', filter: ROAD,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': map.road,
        'line-width': [
          'interpolate', ['linear'], ['zoom'],
          9, ['match', ['get', 'class'], BIG, 0.9, MIDDLE, 0.4, 0],
          13, ['match', ['get', 'class'], BIG, 3.4, MIDDLE, 2.6, 1.3],
          16, ['match', ['get', 'class'], BIG, 12, MIDDLE, 9, 6],
        ],
      },
    },
    {
      id: 'base-rail', type: 'line', source: 'base', filter: ['all', ['==', ['get', 'kind'], 'road'], ['==', ['get', 'class'], 'rail']],
      paint: { 'line-color': map.coast, 'line-width': byZoom([10, 0.8], [15, 1.6]), 'line-dasharray': [6, 3] },
    },
    {
      id: 'base-outline', type: 'line', source: 'base', filter: ['==', ['get', 'kind'], 'outline'],
      paint: { 'line-color': map.outline, 'line-width': 1.2, 'line-dasharray': [4, 3] },
    },
    {
      id: 'base-road-name', type: 'symbol', source: 'base', minzoom: 12.5, filter: ROAD,
      layout: {
        'symbol-placement': 'line', 'text-rotation-alignment': 'viewport', 'text-field': localName, 'text-font': MAP_FONT, 'text-size': 11,
        'symbol-spacing': 500,
      },
      paint: { 'text-color': map.labelMuted, 'text-halo-color': map.labelHalo, 'text-halo-width': 1.5 },
    },
    {
      id: 'base-label', type: 'symbol', source: 'base', filter: ['==', ['get', 'kind'], 'label'],
      layout: {
        'text-field': localName, 'text-font': MAP_FONT, 'text-max-width': 8,
        'text-size': ['match', ['get', 'class'], ['district', 'sea'], 14, 'town', 13, 11.5],
        'text-letter-spacing': ['match', ['get', 'class'], ['district', 'sea', 'hill'], 0.25, 0.08],
      },
      paint: { 'text-color': map.labelMuted, 'text-opacity': 0.85, 'text-halo-color': map.labelHalo, 'text-halo-width': 1.2 },
    },
  ],
}
