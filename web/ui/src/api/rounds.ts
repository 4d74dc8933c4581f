// Rounds as the API tells them: files that are worked on together, previews and results, appointments, the month.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { addressOf, get, getAll, post, put, upload } from './client'
import { useDeed } from './deed'
import type { Application, Deed, Kind, Named, Need, OPINIONS, State } from './permits'
import type { Page } from './types'

export type Subject = 'application' | 'police' | 'transport' | 'sign'
export const STAGES = ['draft', 'correction', 'submitted', 'accepted', 'consulting', 'reviewing', 'government', 'granted', 'sign', 'done', 'over'] as const
export type Stage = (typeof STAGES)[number]
type Opinion = (typeof OPINIONS)[number]

export interface Round {
  id: string
  name: string
  organisation: Named | null
  target_on: string
  state: 'open' | 'closed'
  version: number
  files: number
  finished: number
  late: number
  place: string | null
  capacity_per_day: number | null
  inspect_from: string | null
  opens_at: string
  closes_at: string
  closed_on: string | null
}
export interface Short {
  state: string
  opinion: Opinion | null
  appointment: string | null
}
export interface RoundFile extends Application {
  stage: Stage
  police: Short | null
  transport: Short | null
  sign_state: string | null
  sign_number: string | null
  sign_valid_to: string | null
  latest_sign_day: string | null
  forecast: { on: string; misses: boolean; provisional: boolean } | null
  steps: string[]
}
export interface StepOfMany {
  subject: Subject
  step: string
  recorded: boolean
  needs: Need[]
  files: number
}
export interface RoundDeed {
  id: string
  at: string
  by: string
  subject: Subject
  step: string
  dated_on: string
  recorded: boolean
  done: number
  refused: number
  letter: string | null
}
export interface Outcome {
  application_id: string
  number: string | null
  plate: string | null
  applicant: string
  done: boolean
  code: string | null
  why: { zh: string; en: string } | null
  state: State | null
  appointment: string | null
  sign_number: string | null
  valid_to: string | null
}
export interface Many {
  deed_id: string | null
  subject: Subject
  step: string
  done: number
  refused: number
  files: Outcome[]
}
export interface RoundDetail extends Round {
  items: RoundFile[]
  stages: { stage: Stage; files: number; days: number; seen: number }[]
  may: StepOfMany[]
  may_keep: boolean
  may_agree: boolean
  deeds: RoundDeed[]
  dropped: { application_id: string; number: string | null; plate: string | null; at: string; by: string; reason: string }[]
  papers: { id: string; kind: string; name: string; at: string }[]
}
/** What is a file's own beside what is the same for all. */
export interface Row {
  application_id: string
  version: number
  note?: string
  missing?: string[]
  opinion?: Opinion
  appointment?: string
  number?: string
  valid_to?: string
}
export interface Wish extends Omit<Deed, 'document_id' | 'number'> {
  subject: Subject
  step: string
  paper_id?: string
  files: Row[]
}
export interface DueFile {
  application_id: string
  number: string | null
  plate: string | null
  applicant: string
  /** The clock that is due, or `appointment`. */
  what: string
  at: string | null
  place: string | null
  round: Named | null
}
export interface CalendarDay {
  day: string
  works: boolean
  provisional: boolean
  is_holiday: boolean
  is_make_up: boolean
  holiday: string | null
  total: number
  files: DueFile[]
  targets: Named[]
}
export interface Month {
  month: string
  today: string
  provisional: boolean
  days: CalendarDay[]
}

const KEY = 'rounds'
const OFTEN_MS = 15_000
const path = (id: string) => `/rounds/${encodeURIComponent(id)}`

export const useRounds = () => useQuery({ queryKey: [KEY, 'list'], queryFn: async () => (await getAll<Round>('/rounds')).items, refetchInterval: OFTEN_MS })
export const useRound = (id: string) => useQuery({ queryKey: [KEY, id], queryFn: () => get<RoundDetail>(path(id)), refetchInterval: OFTEN_MS, retry: false })
export const useMonth = (month: string | null, round: string | null) =>
  useQuery({
    queryKey: [KEY, 'month', month, round],
    queryFn: () => get<Month>('/rounds/calendar', { month: month ?? undefined, round_id: round ?? undefined }),
    placeholderData: keepPreviousData,
  })
export const useOutcomes = (id: string, deed: string) => useQuery({ queryKey: [KEY, id, 'deed', deed], queryFn: () => get<RoundDeed & { files: Outcome[] }>(`${path(id)}/deeds/${encodeURIComponent(deed)}`) })

export interface FileFilter {
  applicant_id?: string
  kind?: Kind
  state?: State
}
export const useCandidates = (id: string, filter: FileFilter) =>
  useQuery({
    queryKey: [KEY, id, 'candidates', filter],
    queryFn: async () => (await get<Page<Application>>(`${path(id)}/candidates`, { ...filter })).items,
    placeholderData: keepPreviousData,
  })

export const useBeginRound = () => useDeed((given: { name: string; target_on: string; organisation_id?: string }) => post<RoundDetail>('/rounds', given), [KEY])

/** What changes a round answers with it as it is now. */
function useRoundChange<Given>(id: string, change: (given: Given) => Promise<RoundDetail>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (round) => {
      queries.setQueryData([KEY, id], round)
      void queries.invalidateQueries({ queryKey: [KEY, 'list'] })
    },
    onError: () => queries.invalidateQueries({ queryKey: [KEY, id] }),
  })
}
export const useSettle = (id: string) => useRoundChange(id, (given: { version: number; name: string; target_on: string }) => put<RoundDetail>(path(id), given))
export interface Agreed {
  version: number
  place: string
  capacity_per_day: number
  inspect_from: string
  opens_at: string
  closes_at: string
}
export const useAgree = (id: string) => useRoundChange(id, (given: Agreed) => put<RoundDetail>(`${path(id)}/inspections`, given))
export const useClose = (id: string) => useRoundChange(id, (version: number) => post<RoundDetail>(`${path(id)}/close`, { version }))
export const useDrop = (id: string) => useRoundChange(id, (given: { application_id: string; reason: string }) => post<RoundDetail>(`${path(id)}/drops`, given))
export const usePutIn = (id: string) => useDeed((ids: string[]) => post<{ put_in: number; left_out: Outcome[] }>(`${path(id)}/files`, { application_ids: ids }), [KEY])
export const usePreview = (id: string) => useMutation({ mutationFn: (wish: Wish) => post<Many>(`${path(id)}/preview`, wish) })
export const useActOnMany = (id: string) => useDeed((wish: Wish) => post<Many>(`${path(id)}/steps`, wish), [KEY, 'applications'])
export const useKeepPaper = (id: string) =>
  useDeed(({ file, kind }: { file: File; kind: 'reply' | 'decision' }) => {
    const query = new URLSearchParams({ round_id: id, kind, name: file.name }).toString()
    const type = /^(image\/(jpeg|png|webp)|application\/pdf)$/.test(file.type) ? file.type : 'application/pdf'
    return upload<{ id: string; name: string }>(`/rounds/papers?${query}`, file, type)
  }, [KEY])

export const roundLetterAddress = (id: string, deed: string): string => addressOf(`${path(id)}/deeds/${encodeURIComponent(deed)}/letter`)
export const appointmentsAddress = (id: string): string => addressOf(`${path(id)}/appointments.pdf`)
