// Where weather or surface is declared: a quiet veil over the area, with its edge.
import type { LayerFile } from './types'

export const declared: LayerFile = {
  group: null,
  sources: ['declared'],
  layers: ({ verdict }) => [
    { id: 'declared-area', type: 'fill', source: 'declared', paint: { 'fill-color': verdict.late, 'fill-opacity': 0.1 } },
    { id: 'declared-edge', type: 'line', source: 'declared', paint: { 'line-color': verdict.late, 'line-width': 1.5, 'line-dasharray': [2, 2] } },
  ],
}
