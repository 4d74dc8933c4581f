// The figures as the API tells them: today, the report of a span, the lists that its figures are made of.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { addressOf, get } from './client'
import type { Case } from './desk'
import type { Words } from './quality'
import type { Finding, Page } from './types'

export const BYS = ['operator', 'school', 'driver', 'rule', 'place'] as const
export type By = (typeof BYS)[number]
export type Step = 'day' | 'week'
/** The gravest first, as on the desk. */
export const SEVERITIES = ['B', 'A1', 'A2', 'I'] as const
export type Severity = (typeof SEVERITIES)[number]
export type Spread = Record<Severity, number>

interface Exposed {
  runs: number | null
  km: number | null
  per_100_runs: number | null
  per_1000_km: number | null
}
export interface Total extends Exposed {
  findings: number
  rejected: number
  before: number
  before_rejected: number
  severities: Spread
}
export interface Bucket {
  first: string
  last: string
  findings: number
  rejected: number
  before: number
  severities: Spread
}
export interface Group extends Exposed {
  key: string | null
  name: Words | null
  findings: number
  rejected: number
  before: number
  severities: Spread
}
export interface HandlingRow {
  key: string | null
  name: Words | null
  given: number
  running: number
  answered: number
  in_time: number
  handled: number
  rejected: number
  answer_rate: number | null
  in_time_rate: number | null
}
export interface Late {
  id: string
  title: Words
  subject: string
  owner: string | null
  due_at: string
  href: string
}
export interface Overdue {
  kind: string
  name: Words
  count: number
  items: Late[]
}
export interface Chosen {
  filter: string
  key: string
  name: Words | null
}
export interface Report {
  first: string
  last: string
  before_first: string
  before_last: string
  complete: boolean
  by: By
  step: Step
  chosen: Chosen[]
  total: Total
  trend: Bucket[]
  groups: Group[]
  cut: boolean
  handling: HandlingRow[]
  handling_total: HandlingRow
  overdue: Overdue[]
}
export interface Today {
  day: string
  at: string
  findings: number
  rejected: number
  before: number
  severities: Spread
  open: number
  overdue: number
  unanswered: number
  handling: HandlingRow
  buses: { seen: number; unseen: number }
  runs: { planned: number; under_way: number; ended: number; cancelled: number }
  term: { name: string; first: string; last: string } | null
}
export interface SeenBus {
  id: string
  plate: string
  operator: string | null
  last_fix: string | null
}
export interface ListedRun {
  id: string
  day: string
  vehicle_id: string
  plate: string
  line_name: string
  planned_start: string
  state: 'planned' | 'under_way' | 'ended' | 'cancelled'
  late_s: number | null
}
export interface Listed {
  findings: Finding
  cases: Case
  buses: SeenBus
  runs: ListedRun
}
export type ListKind = keyof Listed

const MINUTE_MS = 60_000
const PAGE = '50'

/** `ask` is the question in the API's words: span, grouping, filters. */
export const useToday = (ask: string) =>
  useQuery({ queryKey: ['figures', 'today', ask], queryFn: () => get<Today>(`/figures/today?${ask}`), refetchInterval: MINUTE_MS / 2, placeholderData: keepPreviousData })

export const useReport = (ask: string) =>
  useQuery({ queryKey: ['figures', 'report', ask], queryFn: () => get<Report>(`/figures?${ask}`), refetchInterval: 5 * MINUTE_MS, placeholderData: keepPreviousData })

/** The rows behind a figure, a page at a time. */
export const useListed = <Kind extends ListKind>(kind: Kind, ask: string) =>
  useInfiniteQuery({
    queryKey: ['figures', 'list', kind, ask],
    queryFn: ({ pageParam }) => get<Page<Listed[Kind]>>(`/figures/${kind}?${ask}&limit=${PAGE}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

/** Where the browser fetches the same as a file. */
export const fileAddress = (form: 'xlsx' | 'pdf', ask: string, language: string): string =>
  addressOf(`/figures.${form}?${ask}&lang=${language === 'en' ? 'en' : 'zh-CN'}`)
