// What the page asks of the rules' modes and parameters, of papers, and of why nothing was raised.
import { useQuery } from '@tanstack/react-query'
import { get, post } from './client'
import { useDeed } from './deed'
import type { Point } from 'geojson'
import type { Unit } from './types'

export type Mode = 'off' | 'trial' | 'on'
export const MODES: readonly Mode[] = ['off', 'trial', 'on']
export interface Both {
  zh: string
  en: string
}

export interface ModeRow {
  mode: Mode
  since: string
  source: string
  by: string | null
  organisation_id: string | null
  organisation_name: string | null
}
export interface RuleMode {
  rule: string
  mode: Mode
  /** Null: nobody has said, so it is on. */
  since: string | null
  operators: { organisation_id: string; organisation_name: string; mode: Mode; since: string }[]
  history: ModeRow[]
  would_have: number
  raised: number
}
export interface ModeChange {
  rules: string[]
  mode: Mode
  organisation_id?: number
  since?: string
  source: string
}

/** A value or bound is null where nothing limits. */
export interface Parameter {
  name: string
  rule: string | null
  unit: string
  value: number | null
  default: number | null
  source: string
  least: number | null
  most: number | null
  history: { value: number; since: string; source: string }[]
}
export interface ParameterChange {
  name: string
  value: number
  since?: string
  source: string
}

export type Said = 'in_order' | 'breach' | 'unknown'
export interface Paper {
  rule: string
  article: string
  article_text: { zh: string }
  severity: string
  of: 'vehicle' | 'driver' | 'attendant' | 'run'
  title: Both
  sentence: Both
  said: Said
  facts: { name: Both; value: string }[]
  missing: Both | null
}
export type MayDepart = 'yes' | 'no' | 'cannot_tell'
export interface Checked {
  day: string
  verdict: MayDepart
  /** Of a run: which; null for the papers of the bus alone. */
  run: { line_name: string; planned_start: string } | null
  items: Paper[]
}

export interface Lasted {
  since: string
  seconds: number
  metres: number
  fixes: number
  measured: number | null
  allowed: number | null
}
export interface Saw {
  rule: string
  article: string
  title: Both
  mode: Mode
  judged: boolean
  breach: boolean
  reason: string
  measured: number | null
  allowed: number | null
  unit: Unit | null
  seconds: number
  metres: number
  fixes: number
  wanted_seconds: number
  wanted_metres: number
  wanted_fixes: number
  finding_id: string | null
  nearest: Lasted | null
}
export interface Why {
  plate: string
  at: string
  replayed_since: string
  fixes: number
  nearest_within_s: number
  seen: {
    time: string
    received_at: string
    device_id: string
    main: boolean
    delayed: boolean
    unproven: boolean
    point: Point
    speed_kmh: number
    run_id: string | null
    aboard: boolean
    service: boolean
    exempt: boolean
    posted_kmh: number | null
    off_line_m: number | null
    versions: Record<string, number | null>
  } | null
  rules: Saw[]
}

const CALM = { staleTime: 60_000 }
const id = encodeURIComponent

export const useRuleModes = (enabled: boolean) =>
  useQuery({ queryKey: ['rule-modes'], queryFn: () => get<{ days: number; items: RuleMode[] }>('/rule-modes'), enabled, ...CALM })
export const useSetMode = () => useDeed((change: ModeChange) => post<unknown>('/rule-modes', change), ['rule-modes'])

export const useParameters = () =>
  useQuery({ queryKey: ['parameters'], queryFn: async () => (await get<{ items: Parameter[] }>('/parameters')).items, ...CALM })
export const useSetParameter = () => useDeed((change: ParameterChange) => post<unknown>('/parameters', change), ['parameters'])

interface DepartureAnswer {
  day: string
  may_depart: MayDepart
  line_name: string
  planned_start: string
  items: Paper[]
}
/** The departure check of a run; without one the papers of the bus today. */
export const usePapers = (vehicle: string, run: string | null) =>
  useQuery({
    queryKey: ['papers', vehicle, run],
    queryFn: async (): Promise<Checked> => {
      if (run === null) {
        const answer = await get<{ day: string; may_serve: MayDepart; items: Paper[] }>(`/vehicles/${id(vehicle)}/papers-check`)
        return { day: answer.day, verdict: answer.may_serve, run: null, items: answer.items }
      }
      const answer = await get<DepartureAnswer>(`/runs/${id(run)}/departure-check`)
      return { day: answer.day, verdict: answer.may_depart, run: answer, items: answer.items }
    },
    ...CALM,
    retry: false,
  })

export const useWhy = (vehicle: string, at: string) =>
  useQuery({ queryKey: ['why', vehicle, at], queryFn: () => get<Why>(`/vehicles/${id(vehicle)}/why`, { at }), staleTime: Infinity, retry: false })
