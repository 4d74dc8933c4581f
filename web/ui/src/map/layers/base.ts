// Base: the bundled coast, land, water, outline and roads in quiet greys.
import { byZoom, localName, MAP_FONT, type LayerFile } from './types'

export const base: LayerFile = {
  group: 'base',
  sources: ['base'],
  layers: ({ map }) => [
    { id: 'base-land', type: 'fill', source: 'base', filter: ['==', ['get', 'kind'], 'land'], paint: { 'fill-color': map.land } },
    {
      id: 'base-water', type: 'fill', source: 'base',
      filter: ['all', ['==', ['get', 'kind'], 'water'], ['==', ['geometry-type'], 'Polygon']],
      paint: { 'fill-color': map.water },
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
      id: 'base-road-casing', type: 'line', source: 'base', filter: ['==', ['get', 'kind'], 'road'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': map.roadCasing,
        'line-width': [
          'interpolate', ['linear'], ['zoom'],
          10, ['match', ['get', 'class'], ['motorway', 'urban_expressway', 'trunk'], 2.6, 1.4],
          15, ['match', ['get', 'class'], ['motorway', 'urban_expressway', 'trunk'], 12, 8],
        ],
      },
    },
    {
      id: 'base-road', type: 'line', source: 'base', filter: ['==', ['get', 'kind'], 'road'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': map.road,
        'line-width': [
          'interpolate', ['linear'], ['zoom'],
          10, ['match', ['get', 'class'], ['motorway', 'urban_expressway', 'trunk'], 1.4, 0.6],
          15, ['match', ['get', 'class'], ['motorway', 'urban_expressway', 'trunk'], 9, 6],
        ],
      },
    },
    {
      id: 'base-outline', type: 'line', source: 'base', filter: ['==', ['get', 'kind'], 'outline'],
      paint: { 'line-color': map.outline, 'line-width': 1.2, 'line-dasharray': [4, 3] },
    },
    {
      id: 'base-road-name', type: 'symbol', source: 'base', minzoom: 12, filter: ['==', ['get', 'kind'], 'road'],
      layout: {
        'symbol-placement': 'line', 'text-field': localName, 'text-font': MAP_FONT, 'text-size': 11,
        'symbol-spacing': 400, 'text-max-angle': 30,
      },
      paint: { 'text-color': map.labelMuted, 'text-halo-color': map.labelHalo, 'text-halo-width': 1.5 },
    },
    {
      id: 'base-water-name', type: 'symbol', source: 'base',
      filter: ['all', ['in', ['get', 'kind'], ['literal', ['water', 'land', 'place']]], ['!=', ['geometry-type'], 'LineString']],
      layout: { 'text-field': localName, 'text-font': MAP_FONT, 'text-size': 12, 'text-letter-spacing': 0.2 },
      paint: { 'text-color': map.labelMuted, 'text-halo-color': map.labelHalo, 'text-halo-width': 1.2 },
    },
  ],
}
