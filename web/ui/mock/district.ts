// The demo district for the mock: read from the project's own data (sample_tracks/district, web/base), not drawn again.
import { readFileSync } from 'node:fs'
import type { Feature, Geometry, Point } from 'geojson'

export type At = [number, number]

const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')) as T
const district = <T>(name: string): T => read<T>(`sample_tracks/district/${name}`)

interface School { key: string; name: string; name_en: string; stage: string; point: Point }
interface Line { key: string; code: string; name: string; name_en: string; direction: string; school: string; path: { coordinates: At[] }; stops: { seq: number; name: string; name_en: string; point: Point; offset_s: number; along_m: number }[]; length_m: number }
interface Vehicle { plate: string; type: string; seats: number; operator: string }

const organisations = district<{ schools: School[]; operators: { key: string; name: string }[] }>('organisations.json')
export const SCHOOLS = organisations.schools
export const OPERATORS = organisations.operators
export const LINES = district<Line[]>('lines.json')
export const VEHICLES = district<Vehicle[]>('vehicles.json')
export const BASE = read<{ features: Feature[] }>('web/base/lianyun.geojson').features
export type MockLine = Line

const places = (file: string, category: string): Feature[] =>
  district<{ features: Feature[] }>(file).features.map((feature, i) => ({
    ...feature, properties: { kind: 'posted', road_class: null, ...feature.properties, id: `${category}-${i}`, version: 1, category },
  }))
export const RISKS = places('risk_segments.geojson', 'risk_segment') as Feature<{ type: 'LineString'; coordinates: At[] }, { id: string; name: string; kind: string }>[]
export const PLACES: Feature<Geometry>[] = [...places('zones.geojson', 'zone'), ...RISKS, ...places('road_sections.geojson', 'road_section')]

/** The point a part (0…1) along a path, and the heading there. */
export function along(path: At[], part: number): { at: At; course_deg: number } {
  const scale = Math.cos((34.7 * Math.PI) / 180)
  const lengths = path.slice(1).map((to, i) => Math.hypot((to[0] - path[i]![0]) * scale, to[1] - path[i]![1]))
  let left = Math.min(1, Math.max(0, part)) * lengths.reduce((a, b) => a + b, 0)
  let i = 0
  while (i < lengths.length - 1 && left > lengths[i]!) left -= lengths[i++]!
  const [a, b] = [path[i]!, path[i + 1]!]
  const f = lengths[i] ? left / lengths[i]! : 0
  return { at: [a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f], course_deg: ((Math.atan2((b[0] - a[0]) * scale, b[1] - a[1]) * 180) / Math.PI + 360) % 360 }
}
