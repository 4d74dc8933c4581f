// Dangerous segments: walks through history, the ranking, one segment, what an office says of it; a measure's effect.
import { useQuery } from '@tanstack/react-query'
import type { LineString, Point } from 'geojson'
import { get, getAll, post } from './client'
import { useDeed } from './deed'
import type { PlaceGiven } from './placeTypes'
import type { Page } from './types'

export const EVENT_KINDS = ['brake', 'turn', 'speeding', 'stop', 'terminal'] as const
export type EventKind = (typeof EVENT_KINDS)[number]
export const SEGMENT_STATES = ['open', 'promoted', 'dismissed'] as const
export type SegmentState = (typeof SEGMENT_STATES)[number]

export interface DangerRun {
  id: string
  since: string
  until: string
  state: 'asked' | 'events' | 'passages' | 'done' | 'failed'
  share: number
  fixes: number
  lasted_s: number
  error: string | null
  limits: Record<string, number>
  events: number
  clusters: number
  asked_by: string | null
  asked_at: string
  done_at: string | null
}
export interface Segment {
  id: string
  run_id: string
  rank: number
  geometry: LineString
  middle: Point
  length_m: number
  road: string | null
  road_en: string | null
  near: string | null
  near_en: string | null
  near_m: number | null
  events: number
  kinds: Partial<Record<EventKind, number>>
  passages: number
  dense: number
  hits: number
  share: number
  low: number
  high: number
  score: number
  buses: number
  buses_hit: number
  /** Local hour, passages, passages with an event. */
  hours: [number, number, number][]
  state: SegmentState
  version: number
  word: { said: 'dismissed' | 'reopened' | 'promoted'; reason: string; by: string; at: string; place_key: string | null; hazard_id: string | null } | null
}
export interface DangerEvent {
  id: string
  kind: EventKind
  at: string
  value: number | null
  point: Point
  vehicle_id: string
  plate: string
  finding_id: string | null
}
export interface SegmentDetail extends Segment {
  items: DangerEvent[]
  /** What promoting makes of it, to be changed or sent back. */
  place: PlaceGiven
  title: string
  description: string
}
export interface Promotion {
  version: number
  place: PlaceGiven
  title: string
  description: string
  grade: 'general' | 'major' | null
}

export interface Figure {
  since: string | null
  until: string | null
  days: number
  passages: number
  hits: number
  count: number
  share: number | null
  low: number
  high: number
}
export interface Compared {
  before: Figure
  after: Figure
  low: number | null
  high: number | null
  said: 'fewer' | 'more' | 'no_difference' | 'too_few' | 'no_measure'
}
export interface Effect {
  hazard_id: string
  state: 'no_place' | 'waiting' | 'no_measure' | 'compared'
  measured_on: string | null
  waiting_days: number
  enough: number
  chosen_since: string | null
  chosen_until: string | null
  findings: Compared | null
  events: Compared | null
}

const SOON_MS = 2000
const CALM_MS = 30_000
const under = (run: DangerRun | undefined) => run !== undefined && run.state !== 'done' && run.state !== 'failed'
const id = encodeURIComponent
const TOUCHES = ['danger', 'places', 'hazards']

/** The newest walks; asked often while one is under way. */
export const useDangerRuns = () =>
  useQuery({
    queryKey: ['danger', 'runs'],
    queryFn: async () => (await get<Page<DangerRun>>('/danger/runs', { limit: '10' })).items,
    refetchInterval: (query) => (under(query.state.data?.[0]) ? SOON_MS : CALM_MS),
  })
export const isUnderWay = under
export const useAskRun = () => useDeed((days: number) => post<DangerRun>('/danger/runs', { days }), ['danger'])

/** The ranking of a run. */
export const useSegments = (run: string | undefined) =>
  useQuery({ queryKey: ['danger', 'segments', run], queryFn: () => getAll<Segment>('/danger/clusters', { run_id: run ?? '' }), enabled: run !== undefined })
export const useSegment = (segment: string) =>
  useQuery({ queryKey: ['danger', 'segment', segment], queryFn: () => get<SegmentDetail>(`/danger/clusters/${id(segment)}`) })
export const usePromote = (segment: string) =>
  useDeed((given: Promotion) => post<Segment>(`/danger/clusters/${id(segment)}/promote`, given), TOUCHES)
export const useSay = (segment: string, what: 'dismiss' | 'reopen') =>
  useDeed((given: { version: number; reason: string }) => post<Segment>(`/danger/clusters/${id(segment)}/${what}`, given), ['danger'])

export const useEffectOf = (hazard: string) =>
  useQuery({ queryKey: ['danger', 'effect', hazard], queryFn: () => get<Effect>(`/hazards/${id(hazard)}/effect`), staleTime: 60_000 })
