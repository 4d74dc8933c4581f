// The shapes of places as they are drawn, of what is declared, and of an import; as the API answers them.
import type { Feature, Geometry, MultiPolygon, Polygon } from 'geojson'
import type { PlaceProperties } from './types'

export type Category = PlaceProperties['category']
export const KINDS = {
  zone: ['school', 'depot', 'petrol_station', 'bus_stop', 'inspection_station', 'no_go', 'district'],
  risk_segment: ['sharp_bend', 'steep_slope', 'narrow_road', 'narrow_bridge', 'cliff_side', 'water_side'],
  road_section: ['motorway', 'urban_expressway', 'other'],
} as const satisfies Record<Category, readonly string[]>
export const CATEGORIES = ['zone', 'risk_segment', 'road_section'] as const
/** Their limit is the one of their sign; those of Art 35 have 20 km/h by the law. */
export const ART_28: readonly string[] = ['cliff_side', 'water_side']

export interface PlaceDetails extends PlaceProperties {
  name_en: string | null
  radius_m: number | null
  direction: 'both' | 'forward'
  season: [string, string] | null
  hours: [string, string][] | null
  guard_rail: boolean | null
  limit_sign: boolean | null
  warning_sign: boolean | null
  organisation_id: string | null
  source: string
  surveyed_on: string | null
  since: string
  until: string | null
}
export type PlaceFeature = Feature<Geometry, PlaceDetails> & { id: string }

/** What is sent: the whole of a place. */
export type PlaceGiven = Omit<PlaceDetails, 'id' | 'key' | 'version' | 'since' | 'until' | 'road_class'> & { geometry: Geometry }

export interface PlaceVersion {
  id: string
  version: number
  changed_by: string | null
  place: PlaceFeature
}

export const CONDITION_KINDS = ['fog', 'rain', 'snow', 'sand', 'hail', 'ice', 'snow_cover', 'mud'] as const
export const SURFACES: readonly string[] = ['ice', 'snow_cover', 'mud']
export const EXEMPTION_KINDS = ['traffic_control', 'road_works', 'disaster', 'weather', 'major_accident'] as const
export type DeclaredKind = 'conditions' | 'exemptions'

export interface Declared {
  id: string
  kind: string
  area: Polygon | MultiPolygon | null
  scope: string | null
  source: string
  since: string
  until: string | null
  declared_by: string | null
  renews: string | null
  /** Of a condition. */
  visibility_m?: number | null
  lowers?: boolean
  /** Of an exemption. */
  reason?: string
  line_id?: string | null
}
export type DeclaredGiven = Partial<Pick<Declared, 'area' | 'visibility_m' | 'reason' | 'line_id' | 'source' | 'kind'>> & {
  until: string
  place_id?: string
  road?: string
}

export interface ImportedRow {
  row: number
  what: 'new' | 'change' | 'same' | 'wrong'
  name: string
  category: string
  kind: string
  limit_kmh: number | null
  geometry: Geometry | null
  errors: { column: string; message: string }[]
}
export interface PlacesImported {
  dry: boolean
  new: number
  changed: number
  same: number
  wrong: number
  counts: { category: string; kind: string; count: number }[]
  left_out: { reason: string; count: number }[]
  rows: ImportedRow[]
}
