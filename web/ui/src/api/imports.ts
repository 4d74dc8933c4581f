// Imports of registers as the API tells them: kinds of tables, a table looked at or taken over, what was, what buses lack.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, remove, upload } from './client'
import { useDeed } from './deed'
import type { Datum, Page } from './types'

export const KINDS = ['vehicles', 'drivers', 'attendants', 'lines', 'permits'] as const
export type ImportKind = (typeof KINDS)[number]

export interface ImportColumn {
  name: string
  title: string
  says: string
  needed: boolean
  example: string
}
export interface CellProblem {
  row: number
  column: string
  title: string
  cell: string | null
  message: string
}
export interface Looked {
  dry: boolean
  kind: ImportKind
  id: string | null
  rows: number
  wishes: number
  wrong: number
  errors: CellProblem[]
  shown: { row: number; cells: Record<string, string> }[]
}
export interface ImportDone {
  id: string
  kind: ImportKind
  name: string
  rows: number
  made: number
  at: string
  by: string
  undone_at: string | null
  undone_by: string | null
}
export interface ImportDetail extends ImportDone {
  obstacles: { row: number; thing: string; why: string }[]
  more: number
}
export interface Lacking {
  id: string
  plate: string
  operator_name: string | null
  missing: string[]
}
export interface LackingSum {
  vehicles: number
  complete: number
  counts: { what: string; count: number }[]
}
export interface Table {
  kind: ImportKind
  file: File
  type: string
  datum: Datum
  dry: boolean
}

/** In the reader's language: asked for anew with it. */
export const useKinds = (language: string) =>
  useQuery({ queryKey: ['imports', 'kinds', language], queryFn: async () => (await get<{ items: { name: ImportKind; title: string; columns: ImportColumn[] }[] }>('/imports/kinds')).items, staleTime: Infinity })

export function useTable() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ kind, file, type, datum, dry }: Table) =>
      upload<Looked>(`/imports?${new URLSearchParams({ kind, datum, name: file.name, dry: String(dry) }).toString()}`, file, type),
    // every list may hold something new
    onSuccess: (told) => (told.dry ? undefined : queries.invalidateQueries({ predicate: ({ queryKey }) => !['session', 'config'].includes(String(queryKey[0])) })),
  })
}

const paged = <T,>(key: string[], path: string, query: Record<string, string | undefined>) => ({
  queryKey: [...key, query],
  queryFn: ({ pageParam }: { pageParam: string | undefined }) => get<Page<T>>(path, { limit: '50', ...query, cursor: pageParam }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: Page<T>) => last.next ?? undefined,
})
export const useImports = () => useInfiniteQuery(paged<ImportDone>(['imports', 'list'], '/imports', {}))
export const useImported = (id: string) => useQuery({ queryKey: ['imports', id], queryFn: () => get<ImportDetail>(`/imports/${encodeURIComponent(id)}`) })
export const useUndo = (id: string) => useDeed(() => remove(`/imports/${encodeURIComponent(id)}`), ['imports', 'vehicles', 'people', 'lines'])
export const useLacking = (query: Record<string, string | undefined>) => useInfiniteQuery(paged<Lacking>(['imports', 'lacking'], '/imports/missing', query))
export const useLackingSum = () => useQuery({ queryKey: ['imports', 'sum'], queryFn: () => get<LackingSum>('/imports/missing/summary') })
