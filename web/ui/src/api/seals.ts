// Seals (封存): what is frozen for a bus, a run or a person and a time; who lifts it; its package.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { addressOf, get, getAll, post } from './client'
import { useDeed } from './deed'

export const SEAL_KINDS = ['vehicle', 'run', 'person'] as const
export type SealKind = (typeof SEAL_KINDS)[number]
/** `lifting`: one person has asked for it, a second one has to agree. */
export type SealState = 'sealed' | 'lifting' | 'lifted'

export interface Seal {
  id: string
  kind: SealKind
  subject: string
  since: string
  until: string
  reason: string
  finding_id: string | null
  sealed_by: string
  sealed_at: string
  state: SealState
  fixes: number
  findings: number
  parked: number
  stretches: { vehicle_id: string; plate: string; since: string; until: string }[]
  releases: { account_id: string; by: string; at: string; reason: string }[]
}
export interface NewSeal {
  kind: SealKind
  vehicle_id?: string
  run_id?: string
  person_id?: string
  finding_id?: string
  since?: string
  until?: string
  reason: string
}
export interface SealPerson {
  id: string
  name: string
  kind: string
  organisation_name: string
}
export interface DayRun {
  id: string
  line_name: string
  planned_start: string
  planned_end: string
}

const OFTEN_MS = 15_000

export const useSeals = () => useQuery({ queryKey: ['seals'], queryFn: () => getAll<Seal>('/seals'), refetchInterval: OFTEN_MS })
export const useSeal = (id: string) => useQuery({ queryKey: ['seals', id], queryFn: () => get<Seal>(`/seals/${encodeURIComponent(id)}`) })
export const useAddSeal = () => useDeed((given: NewSeal) => post<Seal>('/seals', given), ['seals'])
export const useRelease = (id: string) => useDeed((reason: string) => post<Seal>(`/seals/${encodeURIComponent(id)}/releases`, { reason }), ['seals'])
export const useSealPeople = (q: string) =>
  useQuery({ queryKey: ['seal-people', q], queryFn: async () => (await get<{ items: SealPerson[] }>('/seal-people', { q })).items, enabled: q.length > 0, placeholderData: keepPreviousData })
/** The runs of a bus on a day (YYYY-MM-DD). */
export const useDayRuns = (vehicle: string | undefined, day: string) =>
  useQuery({ queryKey: ['day-runs', vehicle, day], queryFn: async () => (await getAll<DayRun>('/runs', { vehicle_id: vehicle ?? '', date: day })).items, enabled: vehicle !== undefined && day !== '' })

export const packageAddress = (id: string): string => addressOf(`/seals/${encodeURIComponent(id)}/package.zip`)
