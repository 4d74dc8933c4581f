// Examinations as the API tells them: the bank of questions, the examination of a session, the paper on the telephone.
import { useMutation, useQuery } from '@tanstack/react-query'
import { get, getAll, post, put, upload, addressOf } from './client'
import { useDeed } from './deed'
import type { Named } from './permits'
import type { Course } from './training'

export const QUESTION_KINDS = ['single', 'multiple', 'true_false'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]
export type QuestionState = 'active' | 'retired' | 'replaced'
export type SeatState = 'absent' | 'not_begun' | 'under_way' | 'handed_in'
export type HandedInBy = 'person' | 'clock'

export interface QuestionText {
  kind: QuestionKind
  text: string
  options: string[]
  right: number[]
  source: string
}
export interface Question extends QuestionText {
  id: string
  course: Named
  version: number
  state: QuestionState
  drawn: number
  created_at: string
  by: string
}
export interface SheetProblem {
  row: number
  column: string
  title: string
  cell: string | null
  message: string
}
export interface SheetTold {
  dry: boolean
  rows: number
  added: number
  wrong: number
  errors: SheetProblem[]
}
export interface ExamSeat {
  person_id: string
  name: string
  organisation_name: string
  code: string | null
  state: SeatState
  attempts: number
  allowed: number
  answered: number
  begun_at: string | null
  ends_at: string | null
  handed_in_at: string | null
  handed_in_by: HandedInBy | null
  score: number | null
  passed: boolean | null
}
export interface Exam {
  questions: number | null
  minutes: number | null
  pass_mark: number | null
  in_bank: number
  opened_at: string | null
  path: string | null
  valid_s: number | null
  seats: ExamSeat[]
}
export interface Evidence {
  number: number
  handed_in_at: string
  handed_in_by: HandedInBy
  score: number
  passed: boolean
  answers: (Omit<QuestionText, 'right'> & { seq: number; version: number; right: number[] | null; chosen: number[] | null; is_right: boolean | null })[]
}
export interface ExamDoor {
  ticket: string
  course: string
  place: string
  organiser: string
  questions: number
  minutes: number
  pass_mark: number
  people: { id: string; name: string; organisation_name: string }[]
}
export interface PaperQuestion {
  seq: number
  kind: QuestionKind
  text: string
  options: string[]
  chosen: number[] | null
}
export interface ExamResult {
  score: number
  passed: boolean
  pass_mark: number
  right: number
  handed_in_at: string
  handed_in_by: HandedInBy
  wrong: { seq: number; text: string; chosen: string[]; source: string }[]
}
export interface Paper {
  key: string
  name: string
  course: string
  asked: number
  ends_at: string
  left_s: number
  questions: PaperQuestion[]
  result: ExamResult | null
}

const KEY = 'training'
const OFTEN_MS = 5_000
const session = (id: string) => `/training/sessions/${encodeURIComponent(id)}/exam`
const question = (id: string) => `/training/questions/${encodeURIComponent(id)}`

/** The newest versions; older ones stand on the papers that were drawn with them. */
export const useQuestions = () => useQuery({ queryKey: [KEY, 'questions'], queryFn: () => getAll<Question>('/training/questions?state=active&state=retired') })
export const useSaveQuestion = () =>
  useDeed(({ id, course_id, ...text }: QuestionText & { id?: string; course_id?: number }) => (id ? put<Question>(question(id), text) : post<Question>('/training/questions', { ...text, course_id })), [KEY])
export const useRetireQuestion = () => useDeed(({ id, retired }: { id: string; retired: boolean }) => post<Question>(`${question(id)}/retirement`, { retired }), [KEY])
export const useQuestionSheet = () =>
  useDeed(
    ({ course, file, type, dry }: { course: string; file: File; type: string; dry: boolean }) =>
      upload<SheetTold>(`/training/questions/import?${new URLSearchParams({ course_id: course, dry: String(dry) }).toString()}`, file, type),
    [KEY],
  )
export const sheetTemplate = (form: 'csv' | 'xlsx'): string => addressOf(`/training/questions/import/template.${form}`)
export const useSetExam = () =>
  useDeed(({ id, ...exam }: { id: string; questions: number | null; minutes: number | null }) => put<Course>(`/training/courses/${encodeURIComponent(id)}/exam`, exam), [KEY])

/** `goes_on`: the session is held now, and people write. */
export const useExam = (id: string, goes_on: boolean) =>
  useQuery({ queryKey: [KEY, 'exam', id], queryFn: () => get<Exam>(session(id)), refetchInterval: goes_on && OFTEN_MS, retry: false })
export const useEvidence = (id: string, person: string) =>
  useQuery({ queryKey: [KEY, 'evidence', id, person], queryFn: () => get<{ person: Named; attempts: Evidence[] }>(`${session(id)}/${encodeURIComponent(person)}`), retry: false })

export const useExamDoor = (token: string) =>
  useQuery({ queryKey: ['exam-door', token], queryFn: () => get<ExamDoor>('/public/exam-door', { token }), retry: false, staleTime: Infinity, refetchOnWindowFocus: false })
export const useEnterExam = () => useMutation({ mutationFn: (given: { ticket: string; person_id: number; code: string }) => post<Paper>('/public/exam-door', given) })
export const askPaper = (key: string) => post<Paper>('/public/exam-paper', { key })
export const sendAnswer = (key: string, seq: number, chosen: readonly number[]) => post<{ seq: number; left_s: number }>('/public/exam-answer', { key, seq, chosen })
export const handIn = (key: string) => post<Paper>('/public/exam-hand-in', { key })
