// The administration as the API tells it: organisations, accounts and their logins, the school calendar, the audit trail.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { get, getAll, post, put, remove } from './client'
import { useDeed } from './deed'
import type { Page, Role } from './types'

export const ORGANISATION_KINDS = ['education', 'police', 'transport', 'emergency', 'government', 'road_keeper', 'town', 'school', 'operator'] as const
export const STAGES = ['kindergarten', 'primary', 'junior_middle', 'nine_year'] as const
export const ROLES: readonly Role[] = ['admin', 'officer', 'clerk', 'police', 'transport', 'emergency', 'government', 'school', 'teacher', 'operator', 'driver', 'attendant', 'parent', 'auditor']
/** The accounts that an operator or a school keeps of its own people (core/administration/access.py). */
export const KEPT_BY: Partial<Record<Role, readonly Role[]>> = { operator: ['driver', 'attendant'], school: ['driver', 'attendant', 'teacher'] }
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

export interface OrganisationGiven {
  name: string
  name_en: string | null
  kind: OrganisationKind
  stage: (typeof STAGES)[number] | null
  phone: string | null
  lon: number | null
  lat: number | null
}
export interface OrganisationKept extends OrganisationGiven {
  id: string
  retired_at: string | null
}
export interface OrganisationDetail extends OrganisationKept {
  referring: { table: string; count: number }[]
}
export interface AccountKept {
  id: string
  username: string
  display_name: string
  role: Role
  organisation_id: string | null
  organisation_name: string | null
  locale: 'zh-CN' | 'en'
  disabled: boolean
  password_once: boolean
  password_once_until: string | null
  created_at: string
  last_login_at: string | null
}
export interface AccountMade {
  account: AccountKept
  password: string
}
export interface LoginKept {
  id: string
  created_at: string
  expires_at: string
  address: string | null
  user_agent: string | null
  own: boolean
}
export interface AuditLine {
  id: string
  at: string
  by: { id: string; name: string; username: string; role: Role } | null
  action: string
  object_kind: string
  object_id: string
  detail: Record<string, unknown>
  address: string | null
}
export interface Term {
  id: string
  name: string
  starts: string
  ends: string
}
export interface SchoolCalendar {
  items: Term[]
  days: { day: string; classes: boolean; note: string | null }[]
}

const ROOT = '/administration'
const one = (kind: 'accounts' | 'organisations' | 'terms', id: string) => `${ROOT}/${kind}/${encodeURIComponent(id)}`

/** A list a page at a time, by its query. */
function usePaged<T>(key: string, path: string, query: Record<string, string | undefined>) {
  return useInfiniteQuery({
    queryKey: [key, 'list', query],
    queryFn: ({ pageParam }) => get<Page<T>>(path, { limit: '50', ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
}

export const useAccounts = (query: Record<string, string | undefined>) => usePaged<AccountKept>('accounts', `${ROOT}/accounts`, query)
export const useOrganisationsKept = (query: Record<string, string | undefined>) => usePaged<OrganisationKept>('organisations-kept', `${ROOT}/organisations`, query)
export const useAudit = (query: Record<string, string | undefined>) => usePaged<AuditLine>('audit', `${ROOT}/audit`, query)
/** Organisations that an account may act for. */
export const useOffered = () =>
  useQuery({ queryKey: ['organisations'], queryFn: async () => (await getAll<{ id: string; name: string; kind: OrganisationKind }>('/organisations')).items, staleTime: 60_000 })

export const useOpenAccount = () =>
  useDeed((given: { username: string; display_name: string; role: Role; organisation_id?: string; locale: string }) => post<AccountMade>(`${ROOT}/accounts`, given), ['accounts'])
export const useChangeAccount = (id: string) =>
  useDeed((given: { display_name: string; role: Role; organisation_id?: string; locale: string }) => put<AccountKept>(one('accounts', id), given), ['accounts'])
export const useDisable = (id: string) =>
  useDeed((given: { disabled: boolean; reason: string }) => put<AccountKept>(`${one('accounts', id)}/disabled`, given), ['accounts'])
export const useRenewPassword = (id: string) => useDeed((given: { reason: string }) => post<AccountMade>(`${one('accounts', id)}/password`, given), ['accounts'])
export const useLogins = (id: string) =>
  useQuery({ queryKey: ['accounts', id, 'logins'], queryFn: async () => (await get<{ items: LoginKept[] }>(`${one('accounts', id)}/sessions`)).items })
export const useEndLogins = (id: string) => useDeed((ids: string[]) => post<{ items: LoginKept[] }>(`${one('accounts', id)}/sessions/end`, { session_ids: ids }), ['accounts'])

const TOUCHED = ['organisations-kept', 'organisations', 'schools'] as const
export const useOrganisation = (id: string | null) =>
  useQuery({ queryKey: ['organisations-kept', id], queryFn: () => get<OrganisationDetail>(one('organisations', id ?? '')), enabled: id !== null })
export const useKeepOrganisation = (id: string | null) =>
  useDeed((given: OrganisationGiven) => (id === null ? post<OrganisationDetail>(`${ROOT}/organisations`, given) : put<OrganisationDetail>(one('organisations', id), given)), TOUCHED)
export const useRetire = (id: string) => useDeed((retired: boolean) => put<OrganisationDetail>(`${one('organisations', id)}/retired`, { retired }), TOUCHED)
export const useRemoveOrganisation = (id: string) => useDeed(() => remove(one('organisations', id)), TOUCHED)

const CALENDAR = ['school-calendar'] as const
export const useSchoolCalendar = () => useQuery({ queryKey: CALENDAR, queryFn: () => get<SchoolCalendar>(`${ROOT}/school-calendar`) })
export const useAddTerm = () => useDeed((given: Omit<Term, 'id'>) => post<SchoolCalendar>(`${ROOT}/terms`, given), CALENDAR)
export const useDropTerm = () => useDeed((id: string) => remove(one('terms', id)), ['school-calendar', 'school-month'])
export const useSetSchoolDay = () =>
  useDeed((given: { day: string; classes: boolean | null; note?: string }) => post<SchoolCalendar>(`${ROOT}/school-days`, given), CALENDAR)
