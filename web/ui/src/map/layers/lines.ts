// Lines and stops: the approved paths as quiet dashes, the stops as small rings.
import { byZoom, localName, MAP_FONT, type LayerFile } from './types'

export const lines: LayerFile = {
  group: 'lines',
  sources: ['lines'],
  layers: ({ map }) => [
    {
      id: 'line-path', type: 'line', source: 'lines',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': map.line, 'line-width': byZoom([10, 1.2], [15, 2.6]), 'line-dasharray': [2, 2], 'line-opacity': 0.8 },
    },
  ],
}

export const stops: LayerFile = {
  group: 'stops',
  sources: ['stops'],
  layers: ({ map, verdict }) => [
    {
      id: 'stop-dot', type: 'circle', source: 'stops', minzoom: 11,
      paint: {
        'circle-radius': byZoom([11, 1.8], [15, 4.5]), 'circle-color': verdict.halo, 'circle-stroke-color': map.stop,
        'circle-stroke-width': byZoom([11, 1], [15, 1.8]),
      },
    },
    {
      id: 'stop-name', type: 'symbol', source: 'stops', minzoom: 13.2,
      layout: {
        'text-field': localName, 'text-font': MAP_FONT, 'text-size': 11, 'text-anchor': 'left', 'text-offset': [0.7, 0],
        'text-max-width': 9, 'text-justify': 'left',
      },
      paint: { 'text-color': map.labelMuted, 'text-halo-color': map.labelHalo, 'text-halo-width': 1.5 },
    },
  ],
}
