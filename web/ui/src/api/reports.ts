// The offices' inbox of public reports: the list and its clock, one, its steps, the reporter's contact, working days.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, getAll, post } from './client'
import { useDeed } from './deed'
import type { Kind, Refusal, ReportState } from './publicReports'

export const STEPS = ['accept', 'transfer', 'refuse', 'join', 'investigate', 'answer', 'close', 'reopen', 'plate', 'note'] as const
export type Step = (typeof STEPS)[number]
export const PURPOSES = ['ask', 'answer', 'danger'] as const
export type Purpose = (typeof PURPOSES)[number]

export interface Report {
  id: string
  number: string
  kind: Kind
  words: string
  place: string | null
  point: { type: 'Point'; coordinates: [number, number] } | null
  happened_at: string | null
  received_at: string
  plate: string | null
  vehicle_id: string | null
  state: ReportState
  version: number
  due_at: string
  provisional: boolean
  decided_at: string | null
  overdue: boolean
  late: boolean
  photos: number
  has_contact: boolean
  transferred_to: string | null
}
export interface OtherReport {
  id: string
  number: string
  kind: Kind
  received_at: string
  state: ReportState
}
export interface ReportEvent {
  id: string
  at: string
  by: string | null
  step: string
  from_state: string | null
  to_state: string
  note: string | null
  detail: Record<string, unknown>
}
export interface ReportDetail extends Report {
  receipt_number: string | null
  receipt_on: string | null
  refusal: Refusal | null
  answer: string | null
  duplicate_of: OtherReport | null
  joined: OtherReport[]
  alike: OtherReport[]
  findings: { id: string; rule: string; severity: string; began: string }[]
  photo_list: { id: string; at: string; width: number; height: number }[]
  events: ReportEvent[]
  may: Step[]
  may_see_contact: boolean
}
export interface Deed {
  note?: string
  said?: string
  office?: string
  receipt_number?: string
  receipt_on?: string
  reason?: string
  duplicate_of?: string
  plate?: string
}
export interface WorkingDay {
  day: string
  works: boolean
  source: string
}

const OFTEN_MS = 15_000
const KEY = 'public-reports'

/** What the inbox shows: what is not ended, what waits too long, or the newest of all. The server looks for it. */
export const SHOWN = ['open', 'overdue', 'all'] as const
export type Shown = (typeof SHOWN)[number]
const OPEN: ReportState[] = ['received', 'accepted', 'transferred', 'investigated', 'answered']
export const ASKED: Record<Shown, string> = { open: OPEN.map((state) => `state=${state}`).join('&'), overdue: 'overdue=true', all: '' }

export const useReports = (shown: Shown) =>
  useQuery({ queryKey: [KEY, 'list', shown], queryFn: () => getAll<Report>(`/reports${ASKED[shown] && `?${ASKED[shown]}`}`), refetchInterval: OFTEN_MS, placeholderData: keepPreviousData })
export const useReportClock = () =>
  useQuery({ queryKey: [KEY, 'clock'], queryFn: () => get<{ waiting: number; overdue: number; next_due_at: string | null }>('/report-clock'), refetchInterval: OFTEN_MS })
export const useReport = (id: string) => useQuery({ queryKey: [KEY, id], queryFn: () => get<ReportDetail>(`/reports/${encodeURIComponent(id)}`) })

/** Take a step; the answer is the report after it. */
export function useReportStep(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (step: Deed & { step: Step; version: number }) => post<ReportDetail>(`/reports/${encodeURIComponent(id)}/steps`, step),
    onSuccess: (report) => queries.setQueryData([KEY, id], report),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  })
}
export const useContact = (id: string) =>
  useMutation({ mutationFn: (purpose: Purpose) => post<{ name: string | null; phone: string | null }>(`/reports/${encodeURIComponent(id)}/contact`, { purpose }) })

export const useWorkingDays = () => useQuery({ queryKey: ['working-days'], queryFn: () => get<{ items: WorkingDay[]; known_until: string }>('/working-days') })
export const useSetWorkingDay = () =>
  useDeed((given: { day: string; works: boolean | null; source: string }) => post<{ items: WorkingDay[] }>('/working-days', given), ['working-days', KEY])
