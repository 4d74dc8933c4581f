// The quality of data as the API tells it: the six metrics of a month, their definitions, the days.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get, getAll } from './client'
import type { Page } from './types'

export interface Words {
  zh: string
  en: string
}
export type MetricId = 'connectivity' | 'network' | 'online' | 'track' | 'qualified' | 'drift'
export type MetricUnit = 's' | 'vehicle' | 'm' | 'record' | 'vehicle_day'

export interface Definition {
  id: MetricId
  name: Words
  unit: MetricUnit
  formula: Words
  source: Words
  ours: Words
  floor: number | null
  less_is_better: boolean
}
export interface Reason {
  id: string
  name: Words
  unqualifying: boolean
}
export interface Definitions {
  items: Definition[]
  reasons: Reason[]
}

export interface Share {
  numerator: number
  denominator: number
  rate: number | null
}

/** Figures of the platform, of an operator's vehicles ("0": of none) or of one vehicle. */
export interface Quality {
  id: string
  name: string | null
  operator_id: string | null
  operator_name: string | null
  metrics: Partial<Record<MetricId, Share>>
  breaks: number | null
  received: number
  kept: number
  qualified: number
  parked: number
  repeated: number
  drift_points: number
  online_days: number
  drift_days: number
  last_at: string | null
  reasons: Record<string, number>
  parked_reasons: Record<string, number>
}
export interface QualityPage extends Page<Quality> {
  month: string
  since: string
  until: string
  computed_at: string | null
}

export interface QualityDay {
  day: string
  online: number
  received: number
  kept: number
  qualified: number
  parked: number
  repeated: number
  drift_points: number
  complete_m: number
  total_m: number
  first_at: string | null
  last_at: string | null
}
export interface QualityDays {
  month: string
  since: string
  until: string
  items: QualityDay[]
}

const FRESH_MS = 60_000 // reckoned every hour

export const useDefinitions = () =>
  useQuery({ queryKey: ['quality', 'definitions'], queryFn: () => get<Definitions>('/quality/definitions'), staleTime: Infinity })

export const usePlatformQuality = (month: string) =>
  useQuery({
    queryKey: ['quality', 'platform', month],
    queryFn: () => get<QualityPage>('/quality', { month }),
    staleTime: FRESH_MS,
    refetchInterval: 5 * FRESH_MS,
  })

export const useQualityBy = (month: string, by: 'operator' | 'vehicle', operator: string | null) =>
  useQuery({
    queryKey: ['quality', by, month, operator],
    queryFn: () => getAll<Quality>('/quality', { month, by, operator_id: operator ?? undefined }),
    staleTime: FRESH_MS,
    refetchInterval: 5 * FRESH_MS,
  })

export const useQualityDays = (month: string, operator: string | null, vehicle: string | null) =>
  useQuery({
    queryKey: ['quality', 'days', month, operator, vehicle],
    queryFn: () => get<QualityDays>('/quality/days', { month, operator_id: operator ?? undefined, vehicle_id: vehicle ?? undefined }),
    staleTime: FRESH_MS,
    refetchInterval: 5 * FRESH_MS,
    placeholderData: keepPreviousData,
  })

/** Where the browser fetches a month's workbook. */
export const workbookPath = (month: string, language: string): string =>
  `/api/v1/quality.xlsx?${new URLSearchParams({ month, lang: language === 'en' ? 'en' : 'zh-CN' }).toString()}`
