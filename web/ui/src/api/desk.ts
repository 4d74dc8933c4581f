// The findings desk as the API tells it: cases, their steps, the watch over them, papers.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, getAll, post, remove, upload } from './client'
import type { ChartPoint, Finding, Page, Role } from './types'

export const STATES = ['open', 'acknowledged', 'assigned', 'handled', 'closed', 'rejected', 'quiet', 'record'] as const
export type State = (typeof STATES)[number]
export const STEPS = [
  'acknowledge', 'assign', 'take_over', 'answer', 'handle', 'send_back', 'verify', 'close', 'reject', 'reopen', 'take_up', 'silence',
  'wake', 'result', 'call', 'note',
] as const
export type Step = (typeof STEPS)[number]

export interface Who {
  id: string
  name: string
  role: Role
}
export interface Case {
  id: string
  rule: string
  article: string
  severity: 'A1' | 'A2' | 'B'
  state: State
  level: number
  version: number
  vehicle_id: string
  plate: string
  operator: string | null
  school: string | null
  findings: number
  first_began: string
  last_began: string
  opened_at: string
  due_at: string | null
  overdue: boolean
  assigned: Who | null
  taken_over: boolean
  sampled: boolean
  decision: string | null
  open_findings: number
  line_name: string | null
  measured: number | null
  allowed: number | null
  unit: Finding['unit']
}
export interface CaseEvent {
  id: string
  at: string
  by: Who | null
  step: string
  from_state: State | null
  to_state: State
  note: string | null
  detail: Record<string, unknown>
}
export interface Attachment {
  id: string
  at: string
  by: Who
  name: string
  media_type: string
  size: number
  sha256: string
}
export interface CaseDetail extends Case {
  case_findings: Finding[]
  events: CaseEvent[]
  attachments: Attachment[]
  may: (Step | 'attach')[]
  chart: ChartPoint[]
  decided_by: 'police' | 'transport' | 'education'
}
export interface Deed {
  note?: string | undefined
  assignee_id?: number | undefined
  answer?: string | undefined
  reason?: string | undefined
  until?: string | undefined
  called?: string | undefined
  outcome?: string | undefined
  office?: string | undefined
  decision?: string | undefined
}
export interface Called {
  role: 'driver' | 'attendant' | 'school' | 'operator'
  name: string
  phone: string | null
}
export interface BulkAnswer {
  items: { case_id: string; done: boolean; code: string | null; detail: string | null }[]
}
export interface Duty {
  id: string
  who: Who
  since: string
  until: string
  rank: number
  now: boolean
}
export interface Handover {
  id: string
  at: string
  by: Who
  before: Who | null
  note: string
  cases: { id: string; plate: string; rule: string; severity: string; state: State }[]
}
export interface Watch {
  holder: Who | null
  since: string | null
  on_duty: Who[]
  open_cases: number
}
export interface Fault {
  id: string
  vehicle_id: string
  plate: string
  rule: string | null
  device_id: string | null
  since: string
  until: string
  reason: string
  by: Who
  now: boolean
  findings: number
}
export interface View {
  id: string
  name: string
  query: string
}
export interface Rate {
  id: string
  name: string
  cases: number
  answered: number
  in_time: number
  running: number
  answer_rate: number | null
  in_time_rate: number | null
}
export interface PoliceNotice {
  id: string
  month: string
  plate: string
  vehicle_id: string | null
  at: string
  place: string | null
  offence: string
  driver: string | null
  decision: string | null
}

const OFTEN_MS = 5000
const CALM_MS = 30_000
export const CASES_KEY = ['desk', 'cases']

/** `query` as the address has it, already in the API's words. */
export const useCases = (query: string) =>
  useQuery({
    queryKey: [...CASES_KEY, query],
    queryFn: () => get<Page<Case>>(`/desk/cases?limit=200${query ? `&${query}` : ''}`),
    refetchInterval: OFTEN_MS,
    placeholderData: keepPreviousData,
  })
export const useCase = (id: string | null) =>
  useQuery({
    queryKey: ['desk', 'case', id],
    queryFn: () => get<CaseDetail>(`/desk/cases/${encodeURIComponent(id ?? '')}`),
    enabled: id !== null,
    // once it is there it is asked for again, also after an answer that did not come
    refetchInterval: (query) => (query.state.status === 'error' && query.state.data === undefined ? false : OFTEN_MS),
  })
export const useAssignees = (id: string) =>
  useQuery({ queryKey: ['desk', 'assignees', id], queryFn: async () => (await get<{ items: Who[] }>(`/desk/cases/${id}/assignees`)).items })
export const useViews = () => useQuery({ queryKey: ['desk', 'views'], queryFn: async () => (await get<{ items: View[] }>('/desk/views')).items })
export const useWatch = () => useQuery({ queryKey: ['desk', 'watch'], queryFn: () => get<Watch>('/desk/watch'), refetchInterval: CALM_MS })
export const useDuties = () =>
  useQuery({ queryKey: ['desk', 'duties'], queryFn: async () => (await getAll<Duty>('/desk/duties', { sort: '-id' }, 200)).items })
export const useOfficers = (enabled: boolean) =>
  useQuery({ queryKey: ['desk', 'officers'], queryFn: async () => (await get<{ items: Who[] }>('/desk/officers')).items, enabled })
export const useHandovers = () =>
  useQuery({ queryKey: ['desk', 'handovers'], queryFn: async () => (await get<Page<Handover>>('/desk/handovers', { limit: '20' })).items })
export const useFaults = () =>
  useQuery({ queryKey: ['desk', 'faults'], queryFn: async () => (await getAll<Fault>('/desk/faults', {}, 400)).items, refetchInterval: CALM_MS })
export const useRates = () => useQuery({ queryKey: ['desk', 'rates'], queryFn: async () => (await get<{ items: Rate[] }>('/desk/rates')).items })
export const usePoliceNotices = (month: string) =>
  useQuery({ queryKey: ['desk', 'police', month], queryFn: async () => (await getAll<PoliceNotice>('/desk/police-notices', { month }, 1000)).items })

/** Something that is done; afterwards everything of the desk is asked for anew, also when it was refused. */
function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: deed, onSettled: () => queries.invalidateQueries({ queryKey: ['desk'] }) })
}

export const useStep = (id: string) =>
  useDeed((given: Deed & { step: Step; version: number }) => post<CaseDetail>(`/desk/cases/${encodeURIComponent(id)}/steps`, given))
export const useBulk = () =>
  useDeed((given: Deed & { step: Step; cases: { case_id: number; version: number }[] }) => post<BulkAnswer>('/desk/bulk', given))
export const useNumbers = (id: string) =>
  useDeed(async () => (await post<{ items: Called[] }>(`/desk/cases/${encodeURIComponent(id)}/numbers`, { purpose: 'handle' })).items)
export const useAttach = (id: string) =>
  useDeed((file: File) =>
    upload<CaseDetail>(`/desk/attachments?${new URLSearchParams({ case_id: id, name: file.name }).toString()}`, file, fileType(file)),
  )
export const useSaveView = () => useDeed((given: { name: string; query: string }) => post<View>('/desk/views', given))
export const useDropView = () => useDeed((id: string) => remove(`/desk/views/${encodeURIComponent(id)}`))
export const useTakeWatch = () => useDeed((note: string) => post<Handover>('/desk/handovers', { note }))
export const useAddDuty = () =>
  useDeed((given: { account_id: number; since: string; until: string; rank: number }) => post<Duty>('/desk/duties', given))
export const useDropDuty = () => useDeed((id: string) => remove(`/desk/duties/${encodeURIComponent(id)}`))
export const useDeclare = () =>
  useDeed((given: { vehicle_id: number; rule?: string; until: string; reason: string }) => post<Fault>('/desk/faults', given))
export const useEndFault = () => useDeed((id: string) => post<Fault>(`/desk/faults/${encodeURIComponent(id)}/end`, {}))
export const useImportPolice = () =>
  useDeed(({ month, file, type }: { month: string; file: File; type: string }) =>
    upload<{ rows: number; added: number; unknown: number }>(`/desk/police-notices?month=${month}`, file, type),
  )

/** The server looks at the content; the header only has to be one of those it takes. */
const fileType = (file: File): string => (/^(image\/(jpeg|png|webp)|application\/pdf|audio\/(mpeg|mp4|ogg|wav))$/.test(file.type) ? file.type : 'image/jpeg')
