// Suspects (疑似非法接送车辆), sightings of plates, who tells of them, and our own vehicles that may not serve.
import { useQuery } from '@tanstack/react-query'
import { addressOf, get, getAll, patch, post, put, upload } from './client'
import { useDeed } from './deed'

export const SUSPECT_STATES = ['new', 'watched', 'handed', 'decided', 'dismissed'] as const
export type SuspectState = (typeof SUSPECT_STATES)[number]
export const RESULTS = ['illegal', 'legal', 'unknown'] as const
export type SuspectResult = (typeof RESULTS)[number]
export type SuspectStep = 'watch' | 'hand_over' | 'take_back' | 'result' | 'correct' | 'dismiss' | 'reopen' | 'note'
export const VEHICLE_KINDS = ['car', 'mpv', 'van', 'minibus', 'bus', 'taxi', 'truck', 'other'] as const
export type VehicleKind = (typeof VEHICLE_KINDS)[number]
export const LISTS = ['taxi', 'ride_hailing', 'parent', 'teacher', 'resident', 'delivery', 'other'] as const
export type ListKind = (typeof LISTS)[number]
export type SightingBy = 'camera' | 'gate' | 'report' | 'officer'
export type SourceKind = 'camera' | 'gate'

export interface Both {
  zh: string
  en: string
}
export interface Reason {
  name: string
  title: Both
  points: number
  words: Both
}
export interface Suspect {
  id: string
  plate: string
  state: SuspectState
  version: number
  score: number
  sightings: number
  days: number
  schools: string[]
  first_seen: string
  last_seen: string
  listed_at: string
  handed_at: string | null
  result: SuspectResult | null
  decided_at: string | null
  reasons: Reason[]
}
interface PointAt {
  coordinates: [number, number]
}
export interface Sighting {
  id: string
  seen_at: string
  left_at: string | null
  source: SightingBy
  source_name: string | null
  school: string | null
  place: string | null
  point: PointAt | null
  colour: string | null
  vehicle_kind: VehicleKind | null
  children: number | null
  photo: string | null
  reference: string | null
  note: string | null
  within: 'arrival' | 'leaving' | null
}
export interface SuspectEvent {
  id: string
  at: string
  by: string
  step: SuspectStep
  from_state: SuspectState
  to_state: SuspectState
  note: string | null
  result: SuspectResult | null
}
export interface SuspectDetail extends Suspect {
  start: number
  weights: number
  scored_at: string
  seen: Sighting[]
  hours: SchoolHours[]
  events: SuspectEvent[]
  may: SuspectStep[]
}
export interface PlateSightings {
  plate: string
  suspect_id: string | null
  vehicle_id: string | null
  lists: ListKind[]
  items: Sighting[]
}
export interface Deed {
  note?: string
  result?: SuspectResult
}
export interface Source {
  id: string
  name: string
  kind: SourceKind
  school: string | null
  point: PointAt | null
  disabled: boolean
  created_at: string
  last_heard: string | null
  today: number
  week: number
}
export interface SourceMade extends Source {
  token: string
}
export interface Sources {
  items: Source[]
  others: { source: SightingBy; today: number; week: number }[]
  retention_days: number
}
export interface NewSource {
  name: string
  kind: SourceKind
  school_id?: number
}
export interface NewSighting {
  plate: string
  seen_at: string
  school_id?: number
  place?: string
  vehicle_kind?: VehicleKind
  colour?: string
  children?: number
  photo?: string
  note?: string
}
export interface KnownList {
  kind: ListKind
  plates: number
  until: string
}
export interface NewKnown {
  plates: string[]
  kind: ListKind
  until: string
  source: string
}
export interface Hours {
  arrival_from: string
  arrival_to: string
  leaving_from: string
  leaving_to: string
}
export interface SchoolHours extends Hours {
  id: string
  name: string
  source: 'told' | 'lines' | 'usual'
}
export interface Score {
  version: number
  made_at: string | null
  learned_from: number
  start: number
  weights: { name: string; title: Both; first: number; now: number; source: string }[]
  parameters: { name: string; unit: string; value: number; default: number; source: string }[]
}
export interface ImportedRow {
  row: number
  plate: string
  seen_at: string | null
  school: string | null
  place: string | null
  children: number | null
  errors: { column: string; message: string }[]
}
export interface Imported {
  dry: boolean
  rows: number
  wrong: number
  kept: number
  known: number
  shown: ImportedRow[]
}
export interface OursProblem {
  kind: 'finding' | 'no_permit' | 'no_sign' | 'driver_unqualified' | 'seen_without_sign'
  rule: string | null
  who: string | null
  count: number
  last: string
}
export interface Ours {
  id: string
  plate: string
  operator: string | null
  school: string | null
  last: string
  problems: OursProblem[]
}

const OFTEN_MS = 30_000
const KEYS = ['suspects'] as const

export const useSuspects = () => useQuery({ queryKey: ['suspects', 'list'], queryFn: () => getAll<Suspect>('/suspects'), refetchInterval: OFTEN_MS })
export const useSuspect = (id: string) => useQuery({ queryKey: ['suspects', 'one', id], queryFn: () => get<SuspectDetail>(`/suspects/${encodeURIComponent(id)}`), staleTime: Infinity })
export const useStep = (id: string) =>
  useDeed((given: Deed & { step: SuspectStep; version: number }) => post<SuspectDetail>(`/suspects/${encodeURIComponent(id)}/steps`, given), KEYS)
export const fileAddress = (id: string): string => addressOf(`/suspects/${encodeURIComponent(id)}/file.pdf`)

export const useOurs = () => useQuery({ queryKey: ['suspects', 'ours'], queryFn: () => get<{ items: Ours[] }>('/suspects/ours'), refetchInterval: OFTEN_MS * 2 })
export const useScore = () => useQuery({ queryKey: ['suspects', 'score'], queryFn: () => get<Score>('/suspects/score') })
export const useScoreNow = () => useDeed(() => post<{ scored: number; listed: number; dropped: number }>('/suspects/score', {}), KEYS)

/** One whole plate; that it was looked up is recorded, so it is asked for once. */
export const usePlate = (plate: string | null) =>
  useQuery({ queryKey: ['suspects', 'plate', plate], queryFn: () => get<PlateSightings>('/suspects/sightings', { plate: plate ?? '' }), enabled: plate !== null, retry: false, staleTime: Infinity })
export const useSources = () => useQuery({ queryKey: ['suspects', 'sources'], queryFn: () => get<Sources>('/suspects/sources'), refetchInterval: OFTEN_MS })
export const useAddSource = () => useDeed((given: NewSource) => post<SourceMade>('/suspects/sources', given), KEYS)
export const useNewToken = () => useDeed((id: string) => post<SourceMade>(`/suspects/sources/${id}/token`, {}), KEYS)
export const useShutSource = () => useDeed(({ id, disabled }: { id: string; disabled: boolean }) => patch<Source>(`/suspects/sources/${id}`, { disabled }), KEYS)
export const useNote = () => useDeed((given: NewSighting) => post<{ kept: number; known: number }>('/suspects/sightings', given), KEYS)
export const useImportSightings = () =>
  useDeed(
    ({ file, type, source, dry }: { file: File; type: string; source: SourceKind; dry: boolean }) =>
      upload<Imported>(`/suspects/sightings/import?source=${source}&dry=${dry}`, file, type),
    KEYS,
  )
export const templateAddress = (): string => addressOf('/suspects/sightings/import-template.csv')
export const useKnown = () => useQuery({ queryKey: ['suspects', 'known'], queryFn: () => get<{ items: KnownList[] }>('/suspects/known-plates') })
export const useAddKnown = () => useDeed((given: NewKnown) => post<{ items: KnownList[] }>('/suspects/known-plates', given), KEYS)
export const useHours = () => useQuery({ queryKey: ['suspects', 'hours'], queryFn: () => get<{ items: SchoolHours[] }>('/suspects/hours') })
export const useSetHours = (school: string) => useDeed((given: Hours) => put<{ items: SchoolHours[] }>(`/suspects/hours/${school}`, given), KEYS)
