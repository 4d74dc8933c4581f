// From the API's answers to what the sources hold: lines, stops, schools, the trail of a bus, the place of a finding.
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { Declared } from '../api/placeTypes'
import type { Finding, LineDetail, Organisation, Places, Track } from '../api/types'
import { ringOf } from './circle'

export const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
const feature = (geometry: Geometry, properties: Record<string, unknown>): Feature => ({ type: 'Feature', geometry, properties })

export const linePaths = (lines: LineDetail[]): FeatureCollection =>
  collection(lines.flatMap((line) => (line.path ? [feature(line.path, { id: line.id, name: line.name, name_en: line.name_en })] : [])))

/** Each stop once, though several lines halt there; one that is named as its school leaves the name to the school. */
export function lineStops(lines: LineDetail[], schools: Organisation[]): FeatureCollection {
  const schoolNames = new Set(schools.map((school) => school.name))
  const once = new Map<string, Feature>()
  for (const stop of lines.flatMap((line) => line.stops)) {
    const names = schoolNames.has(stop.name) ? {} : { name: stop.name, name_en: stop.name_en }
    once.set(`${stop.name}@${stop.point.coordinates.join()}`, feature(stop.point, names))
  }
  return collection([...once.values()])
}

/** Schools as the organisations give them; where those have no point, the middle of their zone. */
export function schoolPoints(schools: Organisation[], places: Places | undefined): FeatureCollection {
  const known = schools.flatMap((school) =>
    school.point ? [feature(school.point, { id: school.id, name: school.name, name_en: school.name_en })] : [],
  )
  if (known.length > 0 || !places) return collection(known)
  return collection(
    places.features
      .filter((place) => place.properties.category === 'zone' && place.properties.kind === 'school')
      .map((place) => feature({ type: 'Point', coordinates: middle(place.geometry) }, { ...place.properties })),
  )
}

export function trailOf(track: Track | undefined): FeatureCollection {
  const points = (track?.features ?? [])
    .filter((point) => !point.properties.delayed)
    .map((point) => point.geometry.coordinates)
  return points.length < 2 ? collection([]) : collection([feature({ type: 'LineString', coordinates: points }, {})])
}

/** Places as they are drawn: a circle is a point with a radius, and is shown as its ring. */
export const withRings = (places: FeatureCollection): FeatureCollection =>
  collection(
    places.features.map((place) => {
      const radius = Number(place.properties?.radius_m ?? 0)
      return place.geometry.type === 'Point' && radius > 0 ? { ...place, geometry: ringOf(place.geometry.coordinates, radius) } : place
    }),
  )

/** Where weather or surface is declared; what holds in the whole district is said in words alone. */
export const declaredAreas = (declared: Declared[]): FeatureCollection =>
  collection(declared.flatMap(({ id, kind, area, lowers }) => (area && lowers ? [feature(area, { id, kind })] : [])))

export const findingPoint = (finding: Finding | undefined): FeatureCollection =>
  collection(finding?.point ? [feature(finding.point, { id: finding.id })] : [])

type Nested = Position | Nested[]
const flat = (value: Nested): Position[] =>
  typeof value[0] === 'number' ? [value as Position] : (value as Nested[]).flatMap(flat)

/** The middle of a geometry's corners; degrees. */
export function middle(geometry: Geometry): [number, number] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries[0] ? middle(geometry.geometries[0]) : [0, 0]
  const corners = flat(geometry.coordinates as Nested)
  const mean = (axis: 0 | 1) => corners.reduce((sum, at) => sum + (at[axis] ?? 0), 0) / Math.max(1, corners.length)
  return [mean(0), mean(1)]
}
