// Labels and what is published of permits, as the API tells it: with a login for the desk, without one for anybody.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { addressOf, get, post } from './client'
import type { Kind, State } from './permits'
import type { Page } from './types'

export interface Label {
  id: string
  serial: string
  sign_id: string
  sign_number: string
  plate: string
  permit_number: string
  version: number
  valid_to: string
  made_at: string
  made_by: string
  standing: Reason
  void: { at: string; by: string; reason: string } | null
  path: string
}
export interface WaitingSign {
  id: string
  number: string
  plate: string
  permit_number: string
  holder_name: string
  valid_to: string
}
export type Reason =
  | 'valid' | 'void' | 'sign_lost' | 'sign_damaged' | 'sign_returned' | 'sign_taken_back' | 'sign_replaced' | 'sign_ended' | 'superseded'
  | 'permit_not_in_force' | 'not_yet' | 'expired' | 'malformed' | 'unknown_key' | 'wrong_signature' | 'unknown_label'
export interface LabelSaid {
  serial: string
  plate: string
  permit_number: string
  version: number
  issuer: string
  valid_from: string
  valid_to: string
  sign_number: string
  lines: { name: string; times: string[] }[]
  lines_left_out: number
}
export interface Checked {
  valid: boolean
  reason: Reason
  signature: 'genuine' | 'not_genuine'
  at: string
  said: LabelSaid | null
}
export interface PublicKeys {
  keys: { id: string; public: string; since: string; until: string | null }[]
}
export interface Words {
  zh: string
  en: string
}
export interface Term {
  name: string
  words: Words
  days: number
  article: string
  silence: string
}
export interface Guide {
  conditions: { number: number; words: Words; papers: Words[] }[]
  steps: { name: string; words: Words; who: string[]; clocks: Term[] }[]
  offices: { kind: string; name: string; name_en: string | null; phone: string | null; does: Words[] }[]
  other_clocks: Term[]
}
export const RESULTS = ['granted', 'renewed_by_silence', 'refused', 'struck_off', 'revoked', 'annulled', 'recalled'] as const
export interface Decision {
  id: string
  number: string | null
  decided_on: string
  kind: Kind | null
  result: (typeof RESULTS)[number]
  /** The article by which a permit was revoked, annulled or recalled. */
  ground: Words | null
  holder_name: string | null
  plate: string | null
  permit_number: string | null
  /** How the permit stands now. */
  permit_state: string | null
  valid_from: string | null
  valid_to: string | null
}
export interface ReceiptKey {
  number: string
  phone_last4: string
}
export interface ReceiptState {
  number: string
  kind: Kind
  state: State
  words: Words
  received_on: string | null
  due_on: string | null
  due_words: Words | null
  provisional: boolean
  stands: boolean
  decided_on: string | null
  decision_number: string | null
  stages: { seq: number; state: State; on: string }[]
  at: string
}
/** Of permits in force: the label to print of each, signs that wait for one, permits without a sign; `more`: not all are told. */
export interface ForPrinting {
  labels: Label[]
  waiting: WaitingSign[]
  without: { id: string; number: string; plate: string }[]
  more: boolean
}
/** The permits chosen, or those of a round. */
export type PrintingOf = { permits: readonly string[] } | { round: string }
/** Whose labels a card shows. */
export interface LabelsOf {
  application_id?: string
  permit_id?: string
}

const KEY = 'labels'
const given = (of: LabelsOf): Record<string, string | undefined> => ({ ...of })

export const useLabels = (of: LabelsOf) => useQuery({ queryKey: [KEY, of], queryFn: async () => (await get<Page<Label>>('/labels', given(of))).items })
/** `turn` is what changes when a sign does. */
export const useWaitingSigns = (of: LabelsOf, turn = '') =>
  useQuery({ queryKey: [KEY, 'waiting', of, turn], queryFn: async () => (await get<Page<WaitingSign>>('/labels/waiting', given(of))).items })
export const printingQuery = (of: PrintingOf): string =>
  'round' in of ? `round_id=${encodeURIComponent(of.round)}` : of.permits.map((id) => `permit_id=${encodeURIComponent(id)}`).join('&')
export const useForPrinting = (of: PrintingOf) =>
  useQuery({ queryKey: [KEY, 'printing', of], queryFn: () => get<ForPrinting>(`/labels/for-printing?${printingQuery(of)}`) })
function useChange<Given, Made>(change: (given: Given) => Promise<Made>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }) })
}
export const useMakeLabels = () => useChange((signs: string[]) => post<Page<Label>>('/labels', { sign_ids: signs.map(Number) }))
export const useReprint = () =>
  useChange(({ id, ...body }: { id: string; reason: string; old: 'void' | 'stays' }) => post<Label>(`/labels/${encodeURIComponent(id)}/reprints`, body))
export const useVoidLabel = () => useChange(({ id, ...body }: { id: string; reason: string }) => post<Label>(`/labels/${encodeURIComponent(id)}/void`, body))
export const sheetsAddress = (ids: readonly string[]): string => addressOf(`/labels/sheets.pdf?${ids.map((id) => `ids=${encodeURIComponent(id)}`).join('&')}`)

export const checkLabel = (code: string) => get<Checked>(`/public/labels/${encodeURIComponent(code)}`)
export const publicKeys = () => get<PublicKeys>('/public/keys')
export const useGuide = () => useQuery({ queryKey: ['permit-guide'], queryFn: () => get<Guide>('/public/permit-guide'), staleTime: 300_000 })
export const formAddress = addressOf('/public/application-form.pdf')
export const useDecisions = (search: string, result: string) =>
  useInfiniteQuery({
    queryKey: ['decisions', search, result],
    queryFn: ({ pageParam }) => get<Page<Decision>>('/public/decisions', { limit: '20', search, result, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
export const useReceipt = (key: ReceiptKey | null) =>
  useQuery({ queryKey: ['receipt', key], queryFn: () => post<ReceiptState>('/public/receipt-status', key), enabled: key !== null, retry: false })
