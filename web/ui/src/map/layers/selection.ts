// What is chosen: the line of the bus's run, the trail behind it, a halo under it, the place of a finding.
import { byZoom, type LayerFile } from './types'

export const chosenPath: LayerFile = {
  group: null,
  sources: ['chosen-line', 'trail'],
  layers: ({ map }) => [
    {
      id: 'chosen-line', type: 'line', source: 'chosen-line', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': map.selection, 'line-width': byZoom([10, 2], [15, 4]), 'line-opacity': 0.55 },
    },
    {
      id: 'trail', type: 'line', source: 'trail', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-width': byZoom([10, 3], [15, 5]),
        'line-gradient': ['interpolate', ['linear'], ['line-progress'], 0, 'rgba(120,135,150,0)', 1, map.selection],
      },
    },
  ],
}

export const chosenBus: LayerFile = {
  group: null,
  sources: ['buses'],
  layers: ({ map }) => [
    {
      id: 'chosen-bus', type: 'circle', source: 'buses', filter: ['==', ['get', 'id'], ['global-state', 'bus']],
      paint: {
        'circle-radius': 24, 'circle-color': map.selection, 'circle-opacity': 0.16, 'circle-stroke-color': map.selection,
        'circle-stroke-width': 1.5, 'circle-stroke-opacity': 0.8,
      },
    },
  ],
}

export const chosenFinding: LayerFile = {
  group: null,
  sources: ['finding'],
  layers: ({ verdict }) => [
    {
      id: 'finding-area', type: 'circle', source: 'finding',
      paint: { 'circle-radius': 20, 'circle-color': verdict.breach, 'circle-opacity': 0.1, 'circle-stroke-color': verdict.breach, 'circle-stroke-width': 1.5 },
    },
    {
      id: 'finding-pin', type: 'symbol', source: 'finding',
      layout: { 'icon-image': 'pin', 'icon-anchor': 'bottom', 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
  ],
}
