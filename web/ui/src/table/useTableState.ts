// A list's address as a hook.
import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { readTable, writeTable, type TableState } from './state'

export function useTableState(): [TableState, (change: Partial<TableState>) => void] {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const state = useMemo(() => readTable(search), [search])
  const change = useCallback(
    (part: Partial<TableState>) => {
      const now = readTable(window.location.search)
      const next = { ...now, page: 1, ...part } // a new question starts on its first page
      navigate(path + writeTable(next, window.location.search), { replace: true })
    },
    [navigate, path],
  )
  return [state, change]
}
