// Everything the page asks of the API, as TanStack queries with their keys and how long an answer stays good.
import { keepPreviousData, useQuery, type QueryClient } from '@tanstack/react-query'
import { ApiError, get, getAll } from './client'
import type {
  Account, BaseMap, Card, Config, Finding, Line, LineDetail, Organisation, Places, Rule, SearchHit,
  Track, Vehicle,
} from './types'

const STILL = { staleTime: Infinity } // changes with a release or a permit, not within a watch
const CALM = { staleTime: 60_000 }

export const SESSION_KEY = ['session']

/** Somebody came or left: nothing of another person's view stays, and who is there now is known. */
export function changePerson(queries: QueryClient, account: Account | null): void {
  queries.setQueryData(SESSION_KEY, account)
  queries.removeQueries({ predicate: (query) => !['session', 'config'].includes(String(query.queryKey[0])) })
}

export const useConfig = () => useQuery({ queryKey: ['config'], queryFn: () => get<Config>('/config'), ...STILL })

/** The account logged in, or null. */
export const useSession = () =>
  useQuery({
    queryKey: SESSION_KEY,
    queryFn: async () => {
      try {
        return (await get<{ account: Account }>('/session')).account
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null
        throw error
      }
    },
    ...STILL,
  })

export const useBaseMap = () => useQuery({ queryKey: ['base'], queryFn: () => get<BaseMap>('/map/base'), ...STILL })
export const usePlaces = () => useQuery({ queryKey: ['places'], queryFn: () => get<Places>('/places'), ...CALM })
export const useRules = () =>
  useQuery({ queryKey: ['rules'], queryFn: async () => (await get<{ items: Rule[] }>('/rules')).items, ...STILL })
export const useSchools = () =>
  useQuery({
    queryKey: ['schools'],
    queryFn: async () => (await getAll<Organisation>('/organisations', { kind: 'school' })).items,
    ...CALM,
  })
export const useLines = () =>
  useQuery({ queryKey: ['lines'], queryFn: async () => (await getAll<Line>('/lines')).items, ...CALM })

const lineQuery = (id: string) => ({
  queryKey: ['line', id],
  queryFn: () => get<LineDetail>(`/lines/${encodeURIComponent(id)}`),
  ...CALM,
})
export const useLine = (id: string | null) => useQuery({ ...lineQuery(id ?? ''), enabled: id !== null })

const NO_LINES: LineDetail[] = []
const MOST_LINES = 6000

/** Paths and stops of every line. */
export const useLineDetails = (): LineDetail[] =>
  useQuery({ queryKey: ['line-details'], queryFn: async () => (await getAll<LineDetail>('/lines/details', {}, MOST_LINES)).items, ...CALM }).data ?? NO_LINES

export const useVehicles = () =>
  useQuery({ queryKey: ['vehicles'], queryFn: () => getAll<Vehicle>('/vehicles'), ...CALM })

export const useCard = (id: string | null) =>
  useQuery({
    queryKey: ['card', id],
    queryFn: () => get<Card>(`/vehicles/${encodeURIComponent(id ?? '')}/card`),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.status === 'error' ? false : 5000),
  })

/** The last ten minutes of one bus, for the trail behind it. */
export const useTrail = (id: string | null) =>
  useQuery({
    queryKey: ['trail', id],
    queryFn: () =>
      get<Track>(`/vehicles/${encodeURIComponent(id ?? '')}/positions`, {
        since: new Date(Date.now() - 600_000).toISOString(),
      }),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.status === 'error' ? false : 10_000),
    retry: false,
  })

export interface FindingQuery {
  since?: string
  rule?: string
  open?: string
  vehicle_id?: string
}
export const useFindings = (query: FindingQuery) =>
  useQuery({
    queryKey: ['findings', query],
    queryFn: () => getAll<Finding>('/findings', { ...query }),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  })

export const useFinding = (id: string | null, known: Finding | undefined) =>
  useQuery({
    queryKey: ['finding', id],
    queryFn: () => get<Finding>(`/findings/${encodeURIComponent(id ?? '')}`),
    enabled: id !== null && !known,
  })

export const ON_THE_MAP = ['bus', 'school', 'line', 'stop', 'place'] as const
export const useSearch = (q: string, kinds: readonly SearchHit['kind'][]) =>
  useQuery({
    queryKey: ['search', q, kinds],
    queryFn: async () => (await get<{ items: SearchHit[] }>(`/search?${new URLSearchParams(kinds.map((kind) => ['kind', kind])).toString()}`, { q })).items,
    enabled: q.length > 0,
    staleTime: 10_000,
    placeholderData: keepPreviousData,
  })
