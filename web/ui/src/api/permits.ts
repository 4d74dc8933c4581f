// The permit desk as the API tells it: applications, their steps, opinions, papers, clocks and signs.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError, addressOf, get, getAll, post, put, upload } from './client'
import { useDeed } from './deed'
import type { Page, Role } from './types'

export const KINDS = ['new', 'renewal', 'change', 'ending'] as const
export type Kind = (typeof KINDS)[number]
export const UNDER_WAY = ['draft', 'submitted', 'correction', 'accepted', 'consulting', 'reviewing', 'government', 'granted'] as const
export const STATES = [...UNDER_WAY, 'issued', 'struck_off', 'not_accepted', 'refused', 'withdrawn', 'discarded'] as const
export type State = (typeof STATES)[number]
export type Office = 'police' | 'transport'
export const OPINIONS = ['agrees', 'disagrees'] as const
export const PAPERS = [
  'application_form', 'vehicle_licence', 'inspection', 'driver_licence', 'plan', 'safety_system', 'insurance', 'responsibility_letter', 'identity', 'reply', 'decision',
  'photo', 'other',
] as const
export type PaperKind = (typeof PAPERS)[number]
/** Whose life a line or a step is of. */
export type Subject = 'application' | Office | 'sign'
/** Whose words of states and steps there are. */
export type Life = Subject | 'permit' | 'penalty' | 'qualification'

export interface Named {
  id: string
  name: string
}
export interface May {
  step: string
  recorded: boolean
  needs: Need[]
}
export type Need =
  | 'note' | 'missing' | 'inspectors' | 'until' | 'opinion' | 'appointment' | 'document_id' | 'document_number' | 'dated_on' | 'number' | 'valid_from' | 'valid_to' | 'ground' | 'classes' | 'licence_first_on' | 'cycle_ends' | 'points'
export interface Deed {
  note?: string
  missing?: string[]
  inspectors?: string[]
  until?: string
  opinion?: (typeof OPINIONS)[number]
  appointment?: string
  document_id?: string
  document_number?: string
  dated_on?: string
  number?: string
  valid_from?: string
  valid_to?: string
  ground?: 'false_papers' | 'fraud'
}
export interface Application {
  id: string
  number: string | null
  portal_number: string | null
  kind: Kind
  state: State
  version: number
  applicant: Named
  vehicle: Named | null
  received_on: string | null
  due_on: string | null
  due_clock: string | null
  days_left: number | null
  provisional: boolean
  stands: boolean
}
export interface PermitClock {
  name: string
  article: string
  days: number
  began_on: string
  stopped_on: string | null
  due_on: string
  days_left: number | null
  provisional: boolean
  stands: boolean
}
export interface Opinion {
  office: Office
  state: string
  opinion: (typeof OPINIONS)[number] | null
  note: string | null
  appointment: string | null
  sent_on: string
  replied_on: string | null
  may: May[]
}
export interface PermitEvent {
  id: string
  subject: Subject
  at: string
  by: { id: string; name: string; role: Role } | null
  step: string
  from_state: string | null
  to_state: string
  dated_on: string
  recorded: boolean
  note: string | null
  detail: Record<string, unknown>
  letter: string | null
}
export interface Paper {
  id: string
  kind: PaperKind
  version: number
  at: string
  by: { id: string; name: string; role: Role }
  name: string
  media_type: string
  size: number
}
export interface SignFile {
  id: string
  state: string
  version: number
  filed_on: string
  number: string | null
  valid_to: string | null
  may: May[]
}
/** What is asked for. */
export interface Plan {
  driver_ids: (string | number)[]
  attendant_ids: (string | number)[]
  line_version_ids: (string | number)[]
  seats: number | null
  insurer: string | null
  insurance_number: string | null
  insured_from: string | null
  insured_until: string | null
  safety_system: boolean
  safety_officer: string | null
  letter_signed_on: string | null
  remarks: string | null
}
export interface PermitFile extends Application {
  content: Plan
  permit: Named | null
  drivers: Named[]
  attendants: Named[]
  lines: Named[]
  created_at: string
  accepted_on: string | null
  decided_on: string | null
  decision_number: string | null
  clocks: PermitClock[]
  opinions: Opinion[]
  documents: Paper[]
  signs: SignFile[]
  events: PermitEvent[]
  may: May[]
  may_edit: boolean
}
/** What the review assistant says of a file: each condition of Article 14, and what is asked beside them. */
export type Verdict = 'met' | 'not_met' | 'cannot_tell'
interface Said {
  zh: string
  en: string
}
export interface ReviewCheck {
  name: string
  article: string
  title: Said
  about: string | null
  verdict: Verdict
  why: Said
  evidence: { name: Said; value: string }[]
}
export interface ReviewPart {
  name: string
  number: number | null
  article: string
  title: Said
  verdict: Verdict
  checks: ReviewCheck[]
}
export interface Review {
  today: string
  applicant: ReviewPart
  vehicle_type: ReviewPart
  conditions: ReviewPart[]
  beside: ReviewPart
}
export interface Draft {
  version: number
  vehicle_id: string | null
  permit_id: string | null
  portal_number: string | null
  content: Plan
}
export interface Summary {
  states: Partial<Record<State, number>>
  overdue: number
  soon: number
}
export interface ListedPerson extends Named {
  kind: string
  organisation_id: string
  organisation_name: string
}

const ignore = () => undefined
const OFTEN_MS = 15_000
const KEY = 'applications'
const path = (id: string) => `/applications/${encodeURIComponent(id)}`

/** The work list, what is due first at the head, a page at a time. */
export const useApplications = (query: string) =>
  useInfiniteQuery({
    queryKey: [KEY, 'list', query],
    queryFn: ({ pageParam }) => get<Page<Application>>(`/applications?limit=50${query && `&${query}`}`, { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: OFTEN_MS,
    placeholderData: keepPreviousData,
  })
export const useSummary = () => useQuery({ queryKey: [KEY, 'summary'], queryFn: () => get<Summary>('/applications/summary'), refetchInterval: OFTEN_MS })
export const usePermitFile = (id: string) =>
  useQuery({ queryKey: [KEY, id], queryFn: () => get<PermitFile>(path(id)), refetchInterval: OFTEN_MS, retry: false })
/** By the registers as they are now; asked for anew with each version of the file. */
export const useReview = (id: string, version: number) =>
  useQuery({ queryKey: [KEY, id, 'review', version], queryFn: () => get<Review>(`${path(id)}/review`), placeholderData: keepPreviousData, retry: false })

/** What changes a file answers with it as it is now; the lists are asked for anew. */
function useChange<Given>(id: string, change: (given: Given) => Promise<PermitFile>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (file) => {
      queries.setQueryData([KEY, id], file)
      void queries.invalidateQueries({ queryKey: [KEY, 'list'] })
      void queries.invalidateQueries({ queryKey: [KEY, 'summary'] })
    },
    // who acted meanwhile is in the file: it is read again before the person goes on
    onError: (error) => (isChanged(error) ? queries.invalidateQueries({ queryKey: [KEY, id] }) : undefined),
  })
}
export const isChanged = (error: unknown): boolean => error instanceof ApiError && error.code === 'changed_meanwhile'

/** Where the steps of a subject are taken. */
const stepsOf = (id: string, subject: Subject, sign: string) => {
  if (subject === 'sign') return `/applications/signs/${encodeURIComponent(sign)}/steps`
  return subject === 'application' ? `${path(id)}/steps` : `${path(id)}/opinions/${subject}/steps`
}
export const useTakeStep = (id: string, subject: Subject, sign = '') =>
  useChange(id, (given: Deed & { step: string; version: number }) => post<PermitFile>(stepsOf(id, subject, sign), given))
/** `own` hears the version that this made, before the file is shown anew: what one does oneself is no change by another. */
export const useAttachPaper = (id: string, own: (version: number) => void = ignore) =>
  useChange(id, async ({ file, kind }: { file: File; kind: PaperKind }) => {
    const query = new URLSearchParams({ application_id: id, kind, name: file.name }).toString()
    const made = await upload<PermitFile>(`/applications/documents?${query}`, file, sentType(file))
    own(made.version)
    return made
  })
export const useKeepDraft = (id: string, own: (version: number) => void) =>
  useChange(id, async (draft: Draft) => {
    const kept = await put<PermitFile>(`${path(id)}/draft`, draft)
    own(kept.version)
    return kept
  })
export const useBegin = () =>
  useDeed((given: { kind: Kind; applicant_id?: string; portal_number?: string }) => post<PermitFile>('/applications', given), [KEY])

/** Drivers or attendants whom the reader may name. */
export const usePeople = (kind: 'driver' | 'attendant') =>
  useQuery({ queryKey: ['people', kind], queryFn: async () => (await getAll<ListedPerson>('/people', { kind })).items, staleTime: 60_000 })
export const usePermitsOf = (vehicle: string | undefined) =>
  useQuery({
    queryKey: ['permits-of', vehicle],
    queryFn: async () => (await getAll<{ id: string; number: string; valid_to: string | null }>('/permits', { vehicle_id: vehicle ?? '' })).items,
    enabled: Boolean(vehicle),
  })

export const paperAddress = (id: string): string => addressOf(`/applications/documents/${encodeURIComponent(id)}`)
export const letterAddress = (id: string, event: string): string => addressOf(`${path(id)}/letters/${encodeURIComponent(event)}`)
export const signSheetAddress = (id: string): string => addressOf(`${path(id)}/sign-sheet`)
/** The server looks at the content; the header only has to be one of those it takes. */
export const sentType = (file: Blob): string => (/^(image\/(jpeg|png|webp)|application\/pdf)$/.test(file.type) ? file.type : 'application/pdf')
