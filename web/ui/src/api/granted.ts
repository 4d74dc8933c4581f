// Permits that were granted, as the API tells them: the list, one permit, its revocations, signs, drivers, and their steps.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { StepGiven } from '../permits/StepForm'
import { addressOf, get, post, upload } from './client'
import { isChanged, sentType, type Life, type May, type Named, type PermitClock } from './permits'
import type { Page, Role } from './types'

export const HELD_STATES = ['in_force', 'suspended', 'expired', 'revoked', 'annulled', 'recalled', 'surrendered', 'struck_off'] as const
export type HeldState = (typeof HELD_STATES)[number]
export type Renewal = 'due' | 'late' | 'asked'
export interface HeldPermit {
  id: string
  number: string
  state: HeldState
  version: number
  vehicle: Named
  holder: Named
  valid_from: string | null
  valid_to: string | null
  sign: { number: string; valid_to: string; state: string } | null
  ends_on: string | null
  renewal: Renewal | null
  renew_by: string | null
  penalty: boolean
}
export interface HeldVersion {
  id: string
  version: number
  owner: Named
  seats: number
  granted_on: string
  valid_from: string
  valid_to: string | null
  drivers: Named[]
  lines: { id: string; name: string; name_en: string | null; direction: string }[]
  stretches: { since: string; until: string | null }[]
}
export interface SignLife {
  id: string | null
  application_id: string | null
  number: string | null
  state: string
  version: number
  issued_on: string | null
  valid_to: string | null
  clocks: PermitClock[]
  may: May[]
}
export interface Penalty {
  id: string
  number: string
  state: string
  version: number
  opened_on: string
  reasons: string
  clocks: PermitClock[]
  may: May[]
}
export interface HeldEvent {
  id: string
  event_id: string
  application_id: string | null
  subject: Exclude<Life, 'application'>
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
export interface HeldPaper {
  id: string
  kind: 'reply' | 'decision' | 'photo' | 'list' | 'other'
  at: string
  by: { id: string; name: string; role: Role }
  name: string
  media_type: string
}
export interface Qualification {
  person: Named
  state: 'not_held' | 'held' | 'cancelled'
  version: number
  classes: string[]
  endorsed_on: string | null
  reviewed_on: string | null
  licence_first_on: string | null
  ended_on: string | null
  review_due: string | null
  documents: HeldPaper[]
  events: HeldEvent[]
  may: May[]
}
export interface HeldFile extends HeldPermit {
  versions: HeldVersion[]
  drivers: Qualification[]
  signs: SignLife[]
  penalties: Penalty[]
  events: HeldEvent[]
  documents: HeldPaper[]
  bars: { ground: 'false_papers' | 'fraud'; since: string; until: string }[]
  applications: Named[]
  may: May[]
  may_open_penalty: boolean
}
export interface HeldSummary {
  states: Partial<Record<HeldState, number>>
  renewals: number
  signs: number
  penalties: number
}
export interface RenewedLine {
  plate: string
  number: string
  valid_to: string
  inspection_to?: string
}
export interface Renewed {
  plate: string
  number: string
  permit_id: string | null
  why: { zh: string; en: string } | null
}

const OFTEN_MS = 15_000
const KEY = 'granted'
const path = (id: string) => `/permits/granted/${encodeURIComponent(id)}`

/** What ends first at the head, a page at a time. */
export const useGranted = (query: string) =>
  useInfiniteQuery({
    queryKey: [KEY, 'list', query],
    queryFn: ({ pageParam }) => get<Page<HeldPermit>>(`/permits/granted?limit=50${query && `&${query}`}`, { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: OFTEN_MS,
    placeholderData: keepPreviousData,
  })
export const useGrantedSummary = () => useQuery({ queryKey: [KEY, 'summary'], queryFn: () => get<HeldSummary>('/permits/granted/summary'), refetchInterval: OFTEN_MS })
export const useHeldFile = (id: string) => useQuery({ queryKey: [KEY, id], queryFn: () => get<HeldFile>(path(id)), refetchInterval: OFTEN_MS, retry: false })
/** For who shows a driver elsewhere. */
export const useQualification = (person: string) =>
  useQuery({ queryKey: [KEY, 'driver', person], queryFn: () => get<Qualification>(`/permits/drivers/${encodeURIComponent(person)}/qualification`), retry: false })

/** After a change all that shows permits is asked for anew; so it is when somebody else acted meanwhile. */
function useChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: [KEY] })
  return useMutation({ mutationFn: change, onSuccess: again, onError: (error) => (isChanged(error) ? again() : undefined) })
}

/** Whose steps are taken: the permit's, or those of a revocation, a sign, a driver by their ids. */
export interface Target {
  subject: 'permit' | 'penalty' | 'sign' | 'qualification'
  id: string
}
const stepsOf = ({ subject, id }: Target): string => {
  const key = encodeURIComponent(id)
  if (subject === 'permit') return `/permits/granted/${key}/steps`
  if (subject === 'qualification') return `/permits/drivers/${key}/qualification/steps`
  return subject === 'penalty' ? `/permits/penalties/${key}/steps` : `/permits/signs/${key}/steps`
}
export const useHeldStep = (target: Target) => useChange((given: StepGiven) => post<unknown>(stepsOf(target), given))
export const useOpenPenalty = (id: string) => useChange((given: { reasons: string }) => post<HeldFile>(`${path(id)}/penalties`, given))
export const useRenewSigns = () =>
  useChange((given: { signs: RenewedLine[]; dated_on: string; document_id?: string; document_number?: string }) => post<Renewed[]>('/permits/signs/renewals', given))
export const useAttachHeld = (of: { permit_id: string } | { person_id: string } | null) =>
  useChange(({ file, kind }: { file: File; kind: HeldPaper['kind'] }) => {
    const query = new URLSearchParams({ ...of, kind, name: file.name }).toString()
    return upload<HeldPaper>(`/permits/documents?${query}`, file, sentType(file))
  })

export const heldPaperAddress = (id: string): string => addressOf(`/permits/documents/${encodeURIComponent(id)}`)
export const heldLetterAddress = (id: string, event: string): string => addressOf(`${path(id)}/letters/${encodeURIComponent(event)}`)
