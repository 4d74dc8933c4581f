// Training as the API tells it: courses, plans, sessions with their lists, certificates, the figure of who is trained.
import { useQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { addressOf, get, getAll, post, upload } from './client'
import { useDeed } from './deed'
import type { Named } from './permits'

export const AUDIENCES = ['driver', 'attendant', 'safety', 'leader'] as const
export type Audience = (typeof AUDIENCES)[number]
export type SessionState = 'planned' | 'held' | 'closed' | 'cancelled'
export const STEPS = ['invite', 'drop', 'begin', 'tick', 'untick', 'open_exam', 'again', 'result', 'attach', 'close', 'cancel'] as const
export type Step = (typeof STEPS)[number]
export type CertificateState = 'valid' | 'expired' | 'withdrawn'

export interface CourseWish {
  name: string
  audience: Audience
  hours: number
  pass_mark: number | null
  validity_months: number
  topics: string[]
  article: string
}
export interface Course extends CourseWish {
  id: string
  exam_questions: number | null
  exam_minutes: number | null
}
export interface Plan {
  id: string
  year: number
  name: string
  note: string | null
  organiser: Named
  sessions: number
  closed: number
}
export interface PlanWish {
  year: number
  name: string
  note?: string
}
export interface SessionWish {
  course_id: string
  plan_id?: string
  organiser_id?: string
  starts_at: string
  place: string
  teacher: string
  capacity: number
}
export interface Session {
  id: string
  course: Course
  plan: Named | null
  organiser: Named
  starts_at: string
  place: string
  teacher: string
  capacity: number
  state: SessionState
  version: number
  invited: number
  present: number
  passed: number
}
export interface Seat {
  person_id: string
  name: string
  organisation_name: string
  phone_masked: string | null
  code: string | null
  signed_at: string | null
  signed_by: 'qr' | 'organiser' | null
  hours: number | null
  score: number | null
  passed: boolean | null
  examined: boolean
  certificate_id: string | null
  certificate_number: string | null
}
export interface Result {
  person_id: number
  hours: number
  score?: number
}
export interface SessionDetail extends Session {
  seats: Seat[]
  papers: { id: string; name: string; media_type: string; at: string }[]
  events: { at: string; by: string | null; step: string; to_state: SessionState; note: string | null }[]
  may: { step: Step; needs: string[] }[]
}
export interface Door {
  path: string | null
  valid_s: number | null
  present: number
}
export interface Certificate {
  id: string
  number: string
  person: Named
  organisation_name: string
  course: string
  audience: Audience
  hours: number
  score: number | null
  issued_on: string
  valid_to: string
  state: CertificateState
  withdrawn_on: string | null
  withdrawn_reason: string | null
}
export interface Covered {
  organisation: Named
  organisation_kind: string
  kind: Audience
  people: number
  valid: number
}
export interface Ending {
  person: Named
  kind: Audience
  organisation_name: string
  valid_to: string
  days_left: number
  told: Record<string, string>
}
export interface OpenDoor {
  ticket: string
  course: string
  place: string
  organiser: string
  starts_at: string
  people: { id: string; name: string; organisation_name: string }[]
}
export interface Signed {
  name: string
  course: string
  signed_at: string
}
export interface PublicCertificate {
  number: string
  state: CertificateState
  name: string
  course: string
  hours: number
  issuer: string
  issued_on: string
  valid_to: string
  withdrawn_on: string | null
}

const KEY = 'training'
const OFTEN_MS = 5_000
const path = (id: string) => `/training/sessions/${encodeURIComponent(id)}`

export const useCoverage = () => useQuery({ queryKey: [KEY, 'coverage'], queryFn: async () => (await get<{ items: Covered[] }>('/training/coverage')).items })
export const useEndings = () => useQuery({ queryKey: [KEY, 'endings'], queryFn: async () => (await get<{ items: Ending[] }>('/training/endings')).items })
export const useCourses = () => useQuery({ queryKey: [KEY, 'courses'], queryFn: () => get<Course[]>('/training/courses') })
export const usePlans = () => useQuery({ queryKey: [KEY, 'plans'], queryFn: () => get<Plan[]>('/training/plans') })
export const useSessions = () => useQuery({ queryKey: [KEY, 'sessions'], queryFn: () => getAll<Session>('/training/sessions') })
export const useCertificates = () => useQuery({ queryKey: [KEY, 'certificates'], queryFn: () => getAll<Certificate>('/training/certificates') })
export const useSessionDetail = (id: string) => useQuery({ queryKey: [KEY, 'session', id], queryFn: () => get<SessionDetail>(path(id)), refetchInterval: OFTEN_MS, retry: false })
/** What the projector shows: asked for anew when it has run out, and often enough to count who comes in. */
export const useDoor = (id: string) => useQuery({ queryKey: [KEY, 'door', id], queryFn: () => get<Door>(`${path(id)}/door`), refetchInterval: OFTEN_MS, retry: false })
export const useInvitable = (kind: Audience) =>
  useQuery({ queryKey: [KEY, 'people', kind], queryFn: async () => (await getAll<Named & { organisation_name: string }>('/people', { kind })).items })

export const useAddCourse = () => useDeed((given: CourseWish) => post<Course>('/training/courses', given), [KEY])
export const useAddPlan = () => useDeed((given: PlanWish) => post<Plan[]>('/training/plans', given), [KEY])
export const usePlanSession = () => useDeed((given: SessionWish) => post<SessionDetail>('/training/sessions', given), [KEY])
export const useWithdraw = () =>
  useDeed(({ id, reason }: { id: string; reason: string }) => post<Certificate>(`/training/certificates/${encodeURIComponent(id)}/withdrawal`, { reason }), [KEY])

function useChange<Given>(id: string, change: (given: Given) => Promise<SessionDetail>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (one) => queries.setQueryData([KEY, 'session', id], one),
    onError: () => queries.invalidateQueries({ queryKey: [KEY, 'session', id] }),
  })
}
export const useStep = (id: string) =>
  useChange(id, (given: { step: Step; version: number; note?: string; person_ids?: number[]; results?: Result[] }) => post<SessionDetail>(`${path(id)}/steps`, given))
export const useAttachSheet = (id: string) =>
  useChange(id, (file: File) => upload<SessionDetail>(`/training/papers?${new URLSearchParams({ session_id: id, name: file.name }).toString()}`, file, file.type || 'application/pdf'))
export const sheetAddress = (id: string): string => addressOf(`/training/papers/${encodeURIComponent(id)}`)
export const certificateAddress = (id: string): string => addressOf(`/training/certificates/${encodeURIComponent(id)}/certificate.pdf`)

export const useOpenDoor = (token: string) =>
  useQuery({ queryKey: ['training-door', token], queryFn: () => get<OpenDoor>('/public/training-door', { token }), retry: false, staleTime: Infinity, refetchOnWindowFocus: false })
export const useSignIn = () => useMutation({ mutationFn: (given: { ticket: string; person_id: number; code: string }) => post<Signed>('/public/training-door', given) })
export const usePublicCertificate = (number: string) =>
  useQuery({ queryKey: ['training-certificate', number], queryFn: () => get<PublicCertificate>('/public/training-certificate', { number }), retry: false })
