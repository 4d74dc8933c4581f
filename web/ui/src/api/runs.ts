// The board of runs and the school calendar that they are made by, as the API tells them.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get, tell } from './client'
import { useDeed } from './deed'
import type { STAGES, Term } from './office'
import type { Both, May } from './registers'

export const STATES = ['not_started', 'due', 'ready', 'under_way', 'at_school', 'ended', 'cancelled'] as const
export type RunState = (typeof STATES)[number]
export type Decided = 'school' | 'stage' | 'district' | 'term' | 'office'
export type Stage = (typeof STAGES)[number]
export interface Amiss { rule: string; title: Both; said: 'breach' | 'unknown'; missing: Both | null }
export interface BoardRun {
  id: string
  vehicle_id: string
  plate: string
  operator: string | null
  line_id: string
  line_name: string
  line_name_en: string | null
  school_id: string
  school: string
  school_en: string | null
  direction: 'to_school' | 'from_school'
  planned_start: string
  planned_end: string
  state: RunState
  waits_s: number | null
  late_s: number | null
  started_at: string | null
  ended_at: string | null
  stop: number | null
  stops: number
  driver: string | null
  attendant: string | null
  papers: May | null
  amiss: Amiss[]
  reason: Both | null
}
export interface Board {
  day: string
  now: string
  made_at: string | null
  calendar: { classes: boolean; decided: Decided; no_term: boolean; unsaid: boolean; note: string | null }
  counts: Record<RunState, number>
  papers_amiss: number
  items: BoardRun[]
  cut: boolean
}

const RENEWED_MS = 15_000

/** The runs of a day, asked again every quarter of a minute. */
export const useBoard = (query: Record<string, string | undefined>) =>
  useQuery({ queryKey: ['runs', 'board', query], queryFn: () => get<Board>('/runs/board', query), refetchInterval: RENEWED_MS, placeholderData: keepPreviousData })

export interface Entry {
  day: string
  classes: boolean
  counts_as: number | null
  ends_at: string | null
  leaves_at: string | null
  note: string | null
  source: string | null
}
export interface CalendarDay {
  day: string
  classes: boolean
  weekday: number
  decided: Decided
  ends_at: string | null
  leaves_at: string | null
  unsaid: boolean
  note: string | null
  holiday: string | null
  entry: Entry | null
}
export interface TermKept extends Term { source: string | null }
export interface CalendarMonth {
  month: string
  today: string
  school_id: string | null
  stage: Stage | null
  no_term: boolean
  may_edit: boolean
  days: CalendarDay[]
  terms: TermKept[]
  own_terms: TermKept[]
}
/** Whose calendar: of a school, of a stage; of the district without either. */
export interface Whose { school_id?: string; stage?: Stage }
export interface DayGiven extends Whose {
  day: string
  until: string | null
  classes: boolean | null
  counts_as: number | null
  ends_at: string | null
  leaves_at: string | null
  note: string
  source: string
}
export interface TermGiven extends Whose { name: string; starts: string; ends: string; source: string }

const ROOT = '/administration'
const TOUCHED = ['school-month', 'school-calendar'] as const
/** `district`: of the district even for a school, which is shown its own without. */
export const useSchoolMonth = (month: string | null, whose: Whose, district: boolean) =>
  useQuery({
    queryKey: ['school-month', month, whose, district], placeholderData: keepPreviousData,
    queryFn: () => get<CalendarMonth>(`${ROOT}/school-calendar/month`, { month: month ?? undefined, school_id: whose.school_id, stage: whose.stage, ...(district ? { district: 'true' } : {}) }),
  })
const own = (whose: Whose) => whose.school_id !== undefined || whose.stage !== undefined
export const useSetDay = () => useDeed((given: DayGiven) => tell('POST', `${ROOT}/${own(given) ? 'own-school-days' : 'school-days'}`, given), TOUCHED)
export const useKeepTerm = () => useDeed((given: TermGiven) => tell('POST', `${ROOT}/${own(given) ? 'own-terms' : 'terms'}`, given), TOUCHED)
export const useRemoveOwnTerm = () => useDeed((id: string) => tell('POST', `${ROOT}/own-terms/removal`, { id }), TOUCHED)
