// The map's address as a hook: read it, change part of it; moving the map replaces, choosing something adds to the history.
import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { readAddress, writeAddress, type MapAddress } from './address'

export type ChangeAddress = (change: Partial<MapAddress>, options?: { replace?: boolean }) => void

export function useMapAddress(): [MapAddress, ChangeAddress] {
  const search = useSearch()
  const [, navigate] = useLocation()
  const address = useMemo(() => readAddress(search), [search])
  const change = useCallback<ChangeAddress>(
    (part, options) => {
      if (options?.replace && window.location.pathname !== '/map') return // the map's last move, after somebody has left it
      const next = { ...readAddress(window.location.search), ...part }
      navigate(`/map${writeAddress(next)}`, { replace: options?.replace ?? false })
    },
    [navigate],
  )
  return [address, change]
}
