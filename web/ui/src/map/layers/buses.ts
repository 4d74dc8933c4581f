// Buses: a nose that turns with the heading under an upright body of colour and shape; plates and ages beside them.
import type { FilterSpecification } from 'maplibre-gl'
import { byZoom, MAP_FONT, type LayerFile } from './types'

/** Hidden states are kept in the style's global state, so that a filter change touches no feature. */
const shown: FilterSpecification = ['!', ['in', ['get', 'state'], ['global-state', 'hidden']]]
const smallFarOut = byZoom([8, 0.6], [11, 0.85], [13, 1])

export const buses: LayerFile = {
  group: null,
  sources: ['buses'],
  layers: ({ map, verdict }) => [
    {
      id: 'bus-nose', type: 'symbol', source: 'buses',
      filter: ['all', shown, ['has', 'course']] as FilterSpecification,
      layout: {
        'icon-image': ['concat', 'nose-', ['get', 'shown']], 'icon-rotate': ['get', 'course'], 'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true, 'icon-ignore-placement': true, 'icon-size': smallFarOut, 'symbol-sort-key': ['get', 'rank'],
      },
    },
    {
      id: 'bus-body', type: 'symbol', source: 'buses', filter: shown,
      layout: {
        'icon-image': ['concat', 'bus-', ['get', 'shown']], 'icon-allow-overlap': true, 'icon-size': smallFarOut,
        'symbol-sort-key': ['get', 'rank'],
      },
    },
    {
      id: 'bus-age', type: 'symbol', source: 'buses', filter: ['all', shown, ['has', 'age']] as FilterSpecification,
      layout: {
        'text-field': ['get', 'age'], 'text-font': MAP_FONT, 'text-size': 11.5, 'text-anchor': 'top', 'text-offset': [0, 1.15],
        'text-allow-overlap': true, 'text-ignore-placement': true, 'text-max-width': 20,
      },
      paint: { 'text-color': verdict.silent, 'text-halo-color': map.labelHalo, 'text-halo-width': 1.8 },
    },
    {
      id: 'bus-unproven', type: 'symbol', source: 'buses', filter: ['all', shown, ['has', 'unproven']] as FilterSpecification,
      layout: {
        'text-field': '?', 'text-font': MAP_FONT, 'text-size': 13, 'text-anchor': 'bottom-left', 'text-offset': [0.55, -0.35],
        'text-allow-overlap': true, 'text-ignore-placement': true,
      },
      paint: { 'text-color': map.label, 'text-halo-color': map.labelHalo, 'text-halo-width': 2 },
    },
  ],
}

export const plates: LayerFile = {
  group: 'plates',
  sources: ['buses'],
  layers: ({ map }) => [
    {
      id: 'bus-plate', type: 'symbol', source: 'buses', minzoom: 11.2, filter: shown,
      layout: {
        'text-field': ['get', 'plate'], 'text-font': MAP_FONT, 'text-size': 11.5, 'text-variable-anchor-offset': ['bottom', [0, -1.55], 'left', [1.6, 0], 'right', [-1.6, 0]],
        'text-justify': 'auto', 'text-optional': true, 'symbol-sort-key': ['-', 0, ['get', 'rank']], 'text-padding': 3,
      },
      paint: {
        'text-color': ['case', ['==', ['get', 'shown'], 'parked'], map.labelMuted, map.label],
        'text-halo-color': map.labelHalo, 'text-halo-width': 1.8,
      },
    },
  ],
}
