// Circles between what a map draws (a ring) and what a place is (a middle with a radius).
import type { Polygon, Position } from 'geojson'

const EARTH_M = 6_371_008.8
const CORNERS = 64
const rad = (degrees: number) => (degrees * Math.PI) / 180

/** Metres over the globe. */
export function metresBetween(a: Position, b: Position): number {
  const [lonA = 0, latA = 0] = a
  const [lonB = 0, latB = 0] = b
  const half = Math.sin(rad(latB - latA) / 2) ** 2 + Math.cos(rad(latA)) * Math.cos(rad(latB)) * Math.sin(rad(lonB - lonA) / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.sqrt(half))
}

/** The ring of a circle, closed; degrees, nine decimals as the drawing library asks. */
export function ringOf(middle: Position, radius_m: number): Polygon {
  const [lon = 0, lat = 0] = middle
  const north = (radius_m / EARTH_M) * (180 / Math.PI)
  const east = north / Math.cos(rad(lat))
  const ring = Array.from({ length: CORNERS }, (_, i): Position => {
    const turn = (2 * Math.PI * i) / CORNERS
    return [Number((lon + east * Math.cos(turn)).toFixed(9)), Number((lat + north * Math.sin(turn)).toFixed(9))]
  })
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as Position]] }
}

/** The middle and the radius of a drawn ring. */
export function circleOf(ring: Polygon): { middle: Position; radius_m: number } {
  const corners = ring.coordinates[0] ?? []
  const bounds = (axis: 0 | 1) => {
    const all = corners.map((corner) => corner[axis] ?? 0)
    return (Math.min(...all) + Math.max(...all)) / 2
  }
  const middle: Position = [bounds(0), bounds(1)]
  const far = corners.map((corner) => metresBetween(middle, corner))
  return { middle, radius_m: far.reduce((sum, one) => sum + one, 0) / Math.max(1, far.length) }
}
