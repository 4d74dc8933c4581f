// The registers as the API tells them: files of buses, people, schools and operators; who may ride tomorrow.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { addressOf, get, patch, post, put, upload } from './client'
import { useDeed } from './deed'
import type { Page } from './types'

export const LISTS = ['vehicles', 'drivers', 'attendants', 'safety', 'schools', 'operators'] as const
export type ListName = (typeof LISTS)[number]
export const FILES = ['vehicles', 'people', 'organisations'] as const
export type FileKind = (typeof FILES)[number]
export type State = 'not_met' | 'expired' | 'missing' | 'unknown' | 'soon' | 'in_order'
export type May = 'yes' | 'no' | 'cannot_tell'
export type RecordKind = 'insurance' | 'equipment' | 'maintenance' | 'confirmation' | 'duty'
export interface Both { zh: string; en: string }
export interface Item { name: string; article: string; title: Both; state: State; valid_to: string | null; days_left: number | null; why: Both | null }
export interface Row { id: string; name: string; detail: string; organisation: string | null; phone_masked: string | null; worst: State; open: number; first: Item | null }
export interface Named { id: string; name: string; detail: string | null }
export interface Paper { id: string; kind: string; at: string; by: string; name: string; media_type: string; size: number }
export interface HistoryLine { id: string; at: string; by: string | null; action: string; detail: { before?: Record<string, unknown> | null; after?: Record<string, unknown> | null; name?: string } }
export interface PermitShown { id: string; number: string; plate: string; vehicle_id: string; holder: string; valid_from: string; valid_to: string | null; in_force: boolean; sign_number: string | null; sign_valid_to: string | null }
export interface ApplicationShown { id: string; number: string | null; kind: 'new' | 'renewal' | 'change' | 'ending'; state: string; due_on: string | null }
export interface HazardShown { id: string; title: string; grade: string | null; state: string; due_on: string | null }
export interface Insurance { id: string; kind: string; insurer: string; number: string; valid_from: string; valid_to: string; amount_per_seat: number | null; file_id: string | null }
export interface Equipment { id: string; kind: string; count: number; checked_on: string; expires_on: string | null; note: string | null; file_id: string | null }
export interface Maintenance { id: string; kind: string; done_on: string; odometer_km: number | null; work: string; place: string; file_id: string | null }
export interface Confirmation { id: string; about: string; confirmed_on: string; document_number: string }
export interface Duty { id: string | null; kind: string; rule: string | null; article: string; title: Both; state: 'overdue' | 'unknown' | 'soon' | 'due' | 'done'; period: string | null; since: string | null; due_on: string | null; own_due_on: string | null; done_on: string | null; counterpart: Named | null; note: string | null; file_id: string | null }
interface Common { version: number; may: string[]; items: Item[]; papers: Paper[]; permits: PermitShown[]; lines: Named[]; hazards: HazardShown[]; history: HistoryLine[] }
export interface VehicleFile extends Common {
  vehicle: { id: string; plate: string; type: string | null; seats: number | null; operator_name: string | null }
  vin: string | null; registered_on: string | null; inspection_valid_to: string | null; inspection_requested_on: string | null; licence_class: string | null; owner: Named | null
  insurances: Insurance[]; equipment: Equipment[]; maintenance: Maintenance[]; applications: ApplicationShown[]; drivers: Named[]
}
export interface PersonFile extends Common {
  person: { id: string; name: string; name_en: string | null; kind: 'driver' | 'attendant' | 'safety'; phone_masked: string | null; organisation_id: string; organisation_name: string }
  born_on: string | null; left_on: string | null; may_reveal: boolean
  qualifications: { classes: string[]; licence_first_on: string | null; endorsed_on: string; reviewed_on: string | null; offences_queried_on: string | null; in_force: boolean; ended_on: string | null }[]
  cycles: { ends: string; points: number | null; reviewed_on: string | null; source: string }[]
  offences: { committed_on: string; kind: string; serious: boolean; source: string }[]
  confirmations: Confirmation[]; trainings: { course: string; hours: number; passed_on: string; valid_to: string }[]; vehicles: Named[]
}
export interface OrganisationFile extends Common {
  id: string; name: string; name_en: string | null; kind: 'school' | 'operator'; stage: string | null
  duties: Duty[]; vehicles: Named[]; people: Named[]; applications: ApplicationShown[]
}
export interface Reason { rule: string; article: string; title: Both; said: 'breach' | 'unknown'; blocks: boolean; missing: Both | null; facts: { name: Both; value: string }[]; to_do: Both }
export interface MayRide { id: string; name: string; organisation: string | null; may: May; reasons: Reason[] }
export interface Tomorrow { day: string; today: string; classes_known: boolean; vehicles: MayRide[]; drivers: MayRide[]; attendants: MayRide[]; cut: boolean }

const KEY = 'registers'
/** Each list as the API has it. */
export const PATHS: Record<ListName, string> = {
  vehicles: '/registers/vehicles', drivers: '/registers/people?kind=driver', attendants: '/registers/people?kind=attendant', safety: '/registers/people?kind=safety',
  schools: '/registers/organisations?kind=school', operators: '/registers/organisations?kind=operator',
}

export const useRegister = (list: ListName, q: string) =>
  useInfiniteQuery({
    queryKey: [KEY, 'list', list, q],
    queryFn: ({ pageParam }) => get<Page<Row>>(PATHS[list], { q: q || undefined, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const useFile = <T extends Common>(kind: FileKind, id: string) => useQuery({ queryKey: [KEY, kind, id], queryFn: () => get<T>(`/registers/${kind}/${id}`) })
export const useTomorrow = (organisation: string | null) =>
  useQuery({ queryKey: [KEY, 'tomorrow', organisation], queryFn: () => get<Tomorrow>('/registers/tomorrow', { organisation_id: organisation ?? undefined }) })

export const PURPOSES = ['work', 'emergency', 'check'] as const
export type Purpose = (typeof PURPOSES)[number]
export type Wish = Record<string, unknown>
interface Changed { id: string; version: number }
const TOUCHES = [KEY] as const

export const useAddRecord = () => useDeed((wish: Wish) => post<Changed>('/registers/records', wish), TOUCHES)
export const useChangeRecord = () => useDeed(({ id, wish }: { id: string; wish: Wish }) => put<Changed>(`/registers/records/${id}`, wish), TOUCHES)
export const useRemoveRecord = () => useDeed(({ id, wish }: { id: string; wish: Wish }) => post<Changed>(`/registers/records/${id}/removal`, wish), TOUCHES)
export const useEdit = (kind: FileKind, id: string) => useDeed((wish: Wish) => patch<Changed>(`/registers/${kind}/${id}`, wish), TOUCHES)
export const useAddPerson = () => useDeed((wish: Wish) => post<Changed>('/registers/people', wish), TOUCHES)
export const useReveal = (id: string) => useMutation({ mutationFn: (purpose: Purpose) => post<{ phone: string | null }>(`/registers/people/${id}/reveal`, { purpose }) })

const SUBJECT: Record<FileKind, string> = { vehicles: 'vehicle', people: 'person', organisations: 'organisation' }
export const usePutPaper = (kind: FileKind, id: string) =>
  useDeed(({ file, paper }: { file: File; paper: string }) => {
    const q = new URLSearchParams({ subject: SUBJECT[kind], subject_id: id, kind: paper, name: file.name.slice(0, 200) })
    return upload<Changed>(`/registers/papers?${q.toString()}`, file, file.type || 'application/octet-stream')
  }, TOUCHES)
export const paperAddress = (id: string): string => addressOf(`/registers/papers/${id}`)
