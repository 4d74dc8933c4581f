// Where a corner snaps to: the nearest corner or edge of a road, a place or a line that is drawn under the pointer.
import type { Geometry, Position } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'

const REACH_PX = 12
const SOURCES = new Set(['places', 'base', 'lines'])

/** The paths of a geometry: a point has none. */
export function pathsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  if (geometry.type === 'Polygon' || geometry.type === 'MultiLineString') return geometry.coordinates
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat()
  return []
}

/** The place of the nearest corner within reach, else of the nearest point of an edge; undefined where there is none. */
export function nearestCorner(map: MapLibreMap, x: number, y: number): Position | undefined {
  const box: [[number, number], [number, number]] = [[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]]
  const near = map.queryRenderedFeatures(box).filter((one) => SOURCES.has(one.source))
  let corner: { at: Position; far: number } | undefined
  let edge: { at: Position; far: number } | undefined
  for (const path of near.flatMap((one) => pathsOf(one.geometry))) {
    const on = path.map((at) => map.project([at[0] ?? 0, at[1] ?? 0]))
    on.forEach((here, i) => {
      const far = Math.hypot(here.x - x, here.y - y)
      if (far <= (corner?.far ?? REACH_PX)) corner = { at: path[i] as Position, far }
      const next = on[i + 1]
      if (!next) return
      const [px, py] = onEdge(x, y, here, next)
      const beside = Math.hypot(px - x, py - y)
      if (beside <= (edge?.far ?? REACH_PX)) edge = { at: map.unproject([px, py]).toArray(), far: beside }
    })
  }
  return (corner ?? edge)?.at.map((value) => Number(value.toFixed(9)))
}

interface Pixel {
  x: number
  y: number
}
function onEdge(x: number, y: number, a: Pixel, b: Pixel): [number, number] {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / Math.max(1e-9, dx * dx + dy * dy)))
  return [a.x + along * dx, a.y + along * dy]
}

