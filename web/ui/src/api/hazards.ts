// The hazard ledger as the API tells it: hazards, their steps, files, links and letters.
import { useQuery } from '@tanstack/react-query'
import { addressOf, blob, get, getAll, post, remove, upload } from './client'
import { useDeed } from './deed'
import type { Organisation, Role } from './types'

export const KINDS = ['road', 'bus', 'person', 'school', 'operator'] as const
export type Kind = (typeof KINDS)[number]
export const GRADES = ['general', 'major'] as const
export type Grade = (typeof GRADES)[number]
export const LIVE = ['found', 'graded', 'assigned', 'rectifying', 'submitted', 'verified'] as const
export type State = (typeof LIVE)[number] | 'closed' | 'dismissed'
export const STEPS = [
  'grade', 'assign', 'begin', 'submit', 'verify', 'send_back', 'close', 'supervise', 'regrade', 'dismiss', 'restore', 'reopen', 'note',
] as const
export type Step = (typeof STEPS)[number]
export type Purpose = 'found' | 'evidence'

export interface Who {
  id: string
  name: string
  role: Role
}
export interface Hazard {
  id: string
  subject: { kind: Kind; id: string | null; name: string }
  location: string | null
  point: { type: 'Point'; coordinates: [number, number] } | null
  title: string
  grade: Grade | null
  state: State
  level: number
  overdue: boolean
  owner: { id: string | null; name: string } | null
  due_on: string | null
  found_at: string
  version: number
  round: number
}
export interface HazardEvent {
  id: string
  at: string
  by: Who | null
  said_by: string | null
  step: string
  from_state: State | null
  to_state: State
  round: number
  note: string | null
  detail: Record<string, unknown>
}
export interface HazardFile {
  id: string
  at: string
  by: Who | null
  purpose: Purpose
  round: number
  name: string
  media_type: string
  size: number
}
export interface HazardLink {
  id: string
  created_at: string
  created_by: Who
  expires_at: string
  ended_at: string | null
  alive: boolean
}
export interface HazardDetail extends Hazard {
  description: string
  source: string
  found_by: Who | null
  opened_at: string
  office_contact: string | null
  office_phone: string | null
  responsible: string | null
  measure: string | null
  funds: string | null
  plan: string | null
  assigned_at: string | null
  submitted_at: string | null
  verified_at: string | null
  ended_at: string | null
  events: HazardEvent[]
  files: HazardFile[]
  links: HazardLink[]
  may: (Step | 'attach')[]
  may_link: boolean
  own_work: boolean
}
export interface Deed {
  note?: string
  grade?: Grade
  owner_id?: string
  office?: string
  office_contact?: string
  office_phone?: string
  responsible?: string
  measure?: string
  funds?: string
  plan?: string
  due_on?: string
}
export interface NewHazard {
  subject_kind: Kind
  subject_id?: string
  place_id?: string
  location?: string
  title: string
  description: string
  grade?: Grade
  source?: string
}

const OFTEN_MS = 15_000
const path = (id: string) => `/hazards/${encodeURIComponent(id)}`

/** Those that are not over; with `ended` all. */
export const useHazards = (ended: boolean) =>
  useQuery({
    queryKey: ['hazards', 'list', ended],
    queryFn: () => getAll<Hazard>(ended ? '/hazards' : `/hazards?${live()}`),
    refetchInterval: OFTEN_MS,
  })
export const useHazard = (id: string) =>
  useQuery({ queryKey: ['hazards', id], queryFn: () => get<HazardDetail>(path(id)), refetchInterval: OFTEN_MS, retry: false })
export const useOrganisations = () =>
  useQuery({ queryKey: ['organisations'], queryFn: async () => (await getAll<Organisation>('/organisations')).items, staleTime: 60_000 })

const touches = ['hazards'] as const
export const useOpenHazard = () => useDeed((given: NewHazard) => post<HazardDetail>('/hazards', given), touches)
export const useHazardStep = (id: string) =>
  useDeed((given: Deed & { step: Step; version: number }) => post<HazardDetail>(`${path(id)}/steps`, given), touches)
export const useAttachTo = (id: string) =>
  useDeed(
    ({ file, purpose }: { file: File; purpose: Purpose }) =>
      upload<HazardDetail>(`/hazards/attachments?${new URLSearchParams({ hazard_id: id, purpose, name: file.name }).toString()}`, file, sentType(file)),
    touches,
  )
export const useIssueLink = (id: string) => useDeed(() => post<{ path: string; expires_at: string }>(`${path(id)}/links`, {}), touches)
export const useWithdrawLink = (id: string) => useDeed((link: string) => remove(`${path(id)}/links/${encodeURIComponent(link)}`), touches)
export const useLetter = (id: string) => useDeed(() => blob('POST', `${path(id)}/letter`), touches)

export const fileAddress = (id: string): string => addressOf(`/hazards/attachments/${encodeURIComponent(id)}`)
export const ledgerAddress = (form: 'csv' | 'xlsx', ended: boolean): string => addressOf(`/hazards/ledger?form=${form}${ended ? '' : `&${live()}`}`)
/** The states of the hazards that are not ended, as the API is asked. */
export const live = () => new URLSearchParams(LIVE.map((state) => ['state', state])).toString()

/** The server looks at the content; the header only has to be one of those it takes. */
export const sentType = (file: Blob): string => (/^(image\/(jpeg|png|webp)|application\/pdf|audio\/(mpeg|mp4|ogg|wav))$/.test(file.type) ? file.type : 'image/jpeg')
