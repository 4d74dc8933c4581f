// The public report page's way to the API: no login; the code goes in a body or a header, never in an address.
import { useQuery } from '@tanstack/react-query'
import { ApiError, get, post, upload } from './client'

export const KINDS = ['overload', 'no_permit', 'speeding', 'unqualified_driver', 'no_attendant', 'child_left', 'wrong_stop', 'dangerous_road', 'other'] as const
export type Kind = (typeof KINDS)[number]
export const STATES = ['received', 'accepted', 'transferred', 'refused', 'joined', 'investigated', 'answered', 'closed'] as const
export type ReportState = (typeof STATES)[number]
export const REFUSALS = ['not_a_school_bus', 'not_a_violation', 'too_little_known', 'not_our_district', 'untrue', 'other'] as const
export type Refusal = (typeof REFUSALS)[number]
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp']

export interface OpenForm {
  ticket: string
  /** Sooner after its opening it is refused: no person writes so fast. */
  least_s: number
  photos_max: number
  photo_max_bytes: number
  contact_days: number
  photo_days: number
  refused_photo_days: number
  untouched_days: number
  working_days: number
}
export interface Told {
  kind: Kind
  words: string
  place?: string
  point?: [number, number]
  happened_at?: string
  plate?: string
  name?: string
  phone?: string
  homepage: string
}
export interface Receipt {
  number: string
  code: string
  received_at: string
  due_at: string
  provisional: boolean
}
export interface Status {
  number: string
  kind: Kind
  received_at: string
  state: ReportState
  due_at: string
  provisional: boolean
  decided_at: string | null
  overdue: boolean
  transferred_to: string | null
  receipt_number: string | null
  receipt_on: string | null
  refusal: Refusal | null
  answer: string | null
  photos: number
  photos_left: number
  has_contact: boolean
  joined: boolean
  milestones: { state: ReportState; at: string }[]
}
export interface Key {
  number: string
  code: string
}

const openForm = () => get<OpenForm>('/public/report-form')

/** A form is good for one report: who has sent it lets it go. */
export const FORM_KEY = ['report-form']
export const useOpenForm = () => useQuery({ queryKey: FORM_KEY, queryFn: openForm, staleTime: Infinity, gcTime: Infinity })

export const pause = (s: number) => new Promise<void>((wake) => setTimeout(wake, s * 1000))
const MOST_TRIES = 3

/** Sends a report; a form that has expired is opened anew, and one sent too soon is sent again after its pause. */
export async function sendReport(told: Told, ticket: string, keepTicket: (ticket: string) => void): Promise<Receipt> {
  let current = ticket
  for (let tries = 1; ; tries += 1) {
    try {
      return await post<Receipt>('/public/reports', { ...told, ticket: current })
    } catch (error) {
      if (!(error instanceof ApiError) || tries === MOST_TRIES) throw error
      if (error.code === 'too_soon') await pause(error.retryAfterS ?? 1)
      else if (error.code === 'form_expired') keepTicket((current = (await openForm()).ticket))
      else throw error
    }
  }
}

export const sendPhoto = (key: Key, file: File) =>
  upload<{ photos: number; photos_left: number }>(`/public/report-photos?number=${encodeURIComponent(key.number)}`, file, file.type, { 'X-Report-Code': key.code })
export const removeContact = (key: Key) => post<{ has_contact: false }>('/public/report-contact-removal', key)
export const useStatus = (key: Key | null) =>
  useQuery({ queryKey: ['report-status', key], queryFn: () => post<Status>('/public/report-status', key), enabled: key !== null, retry: false })
