// The shapes that the API answers, written by hand after the contract (design.md section 5).
// To generate them instead: `npx openapi-typescript http://127.0.0.1:8000/api/openapi.json -o src/api/schema.ts`
// and re-export the names below from there; nothing else in the page names a shape of its own.
import type { Feature, FeatureCollection, Geometry, LineString, Point } from 'geojson'

export type BusState = 'in_order' | 'late' | 'breach' | 'no_permit' | 'silent' | 'parked'

/** A bus as the live feed tells it; degrees WGS-84, km/h, seconds, RFC 3339 in UTC. */
export interface Bus {
  id: string
  plate: string
  lon: number
  lat: number
  course_deg: number | null
  speed_kmh: number | null
  state: BusState
  fix_time: string
  run_id: string | null
  line_name?: string | null
  late_s?: number | null
  operator_id?: string | null
  moving?: boolean
  /** It came by a door where an id line proves nothing. */
  unproven?: boolean
}

export type Unit = 'km/h' | 'm' | 's'

/** What a rule says of a bus: began, ended, evidence, article. */
export interface Finding {
  id: string
  rule: string
  article: string
  severity: string
  vehicle_id: string
  plate: string
  began: string
  ended: string | null
  measured: number | null
  allowed: number | null
  unit: Unit | null
  point: Point | null
  place: { id: string; name: string; kind: string } | null
  /** The declared weather or surface by which it was judged. */
  condition?: { id: string; kind: string; visibility_m: number | null } | null
  permit_version_id: string | null
  permit_number: string | null
  run_id: string | null
  line_name: string | null
  delayed: boolean
  trial: boolean
  aboard: 'presumed' | 'known' | 'no'
  notes: string[]
  versions: Record<string, string | number | null>
}

interface LiveBody {
  seq: number
  now: string
  behind_s: number
  buses: Bus[]
  findings: Finding[]
}
export interface Snapshot extends LiveBody {
  type: 'snapshot'
}
export interface Delta extends LiveBody {
  type: 'delta'
  gone?: string[]
}
export type LiveMessage = Snapshot | Delta

export type Role =
  | 'admin' | 'officer' | 'clerk' | 'police' | 'transport' | 'emergency' | 'government'
  | 'school' | 'teacher' | 'operator' | 'driver' | 'attendant' | 'parent' | 'auditor'

export interface Account {
  id: string
  username: string
  display_name: string
  role: Role
  locale: string | null
  organisation: { id: string; name: string; kind: string } | null
  /** Logged in with a password for one login: nothing else may be done before there is another. */
  password_once?: boolean
}

export type Datum = 'wgs84' | 'gcj02' | 'bd09'

export interface Config {
  map: {
    center: [number, number]
    zoom: number
    bounds: [number, number, number, number] | [[number, number], [number, number]] | null
    tiles: { url: string; datum: Datum; attribution: string } | null
    pmtiles: string | null
  }
  timezone: string
  silent_after_s: number
  version: string
  demo: boolean
  demo_accounts?: { username: string; password: string; role: Role }[]
}

export interface Rule {
  id: string
  article: string
  severity: string
  title: { zh: string; en: string }
  sentence: { zh: string; en: string }
  article_text: { zh: string }
}

export interface PlaceProperties {
  id: string
  key: string
  version: number
  category: 'zone' | 'risk_segment' | 'road_section'
  kind: string
  name: string
  limit_kmh: number | null
  width_m: number | null
  name_en?: string | null
  source: string | null
  road_class: string | null
}
export type Places = FeatureCollection<Geometry, PlaceProperties>
export type BaseMap = FeatureCollection<Geometry, { kind: string; class?: string; name_zh?: string; name_en?: string }>

export interface Organisation {
  id: string
  name: string
  name_en: string | null
  kind: string
  stage: string | null
  point: Point | null
}

export interface Line {
  id: string
  code: string
  name: string
  name_en: string | null
  direction: string
  school_id: string | null
  school_name: string | null
  /** The newest version, which an application names. */
  version_id?: string | null
}
export interface LineStop {
  seq: number
  name: string
  name_en: string | null
  point: Point
  offset_s: number
}
export interface LineDetail extends Line {
  path: LineString | null
  stops: LineStop[]
}

export interface Vehicle {
  id: string
  plate: string
  plate_colour: string | null
  type: string | null
  seats: number | null
  operator_id: string | null
  operator_name: string | null
  school_id: string | null
}

export interface Person {
  name: string
  name_en?: string | null
  phone_masked: string | null
}
export interface RunStop {
  seq?: number
  name: string
  name_en?: string | null
  planned: string | null
  arrived: string | null
}
export interface Card {
  vehicle: Vehicle
  state: BusState | null
  fix_time: string | null
  last_heard: string | null
  speed_kmh: number | null
  driver: Person | null
  attendant: Person | null
  permit: {
    id: string
    number: string
    version_id: string
    valid_from: string | null
    valid_to: string | null
    state: 'in_force' | 'expired' | 'not_yet' | 'none'
    lines: { id: string; name: string; name_en?: string | null }[]
  } | null
  sign: { number: string; valid_to: string | null } | null
  run: {
    id: string
    line_id: string | null
    line_name: string | null
    direction: string | null
    planned_start: string | null
    planned_end: string | null
    state: string
    next_stop: string | null
    late_s: number | null
    stops: RunStop[]
  } | null
  chart: ChartPoint[] | null
  open_findings: Finding[]
}
export interface ChartPoint {
  time: string
  speed_kmh: number | null
  limit_kmh: number | null
}

export type TrackPoint = Feature<Point, { time: string; speed_kmh: number | null; course_deg: number | null; delayed: boolean }>
export type Track = FeatureCollection<Point, TrackPoint['properties']>

export interface SearchHit {
  kind: 'bus' | 'school' | 'line' | 'stop' | 'place' | 'application' | 'permit' | 'person' | 'operator'
  id: string
  title: string
  title_en: string | null
  subtitle: string | null
  point: Point | [number, number] | null
}

export interface Page<T> {
  items: T[]
  next: string | null
}
