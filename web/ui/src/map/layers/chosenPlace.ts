// The place that is chosen in the list, and places of a file that is only being looked at.
import { byZoom, type LayerFile } from './types'

export const chosenPlace: LayerFile = {
  group: null,
  sources: ['chosen-place', 'looked-at'],
  layers: ({ map, verdict }) => [
    { id: 'looked-area', type: 'fill', source: 'looked-at', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': verdict.inOrder, 'fill-opacity': 0.2 } },
    { id: 'looked-edge', type: 'line', source: 'looked-at', paint: { 'line-color': verdict.inOrder, 'line-width': 2.5 } },
    {
      id: 'looked-point', type: 'circle', source: 'looked-at', filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 5, 'circle-color': verdict.inOrder, 'circle-stroke-color': verdict.halo, 'circle-stroke-width': 1.5 },
    },
    { id: 'chosen-place-area', type: 'fill', source: 'chosen-place', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': map.selection, 'fill-opacity': 0.16 } },
    {
      id: 'chosen-place-edge', type: 'line', source: 'chosen-place', layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': map.selection, 'line-width': byZoom([10, 3], [15, 5]), 'line-opacity': 0.9 },
    },
  ],
}
