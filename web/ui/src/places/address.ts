// The address of the places page: which list, which place.
import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'

export interface PlacesAddress {
  tab: 'places' | 'declared'
  place: string | null
}

export const readPlaces = (search: string): PlacesAddress => {
  const query = new URLSearchParams(search)
  return { tab: query.get('tab') === 'declared' ? 'declared' : 'places', place: query.get('place') }
}
export const writePlaces = ({ tab, place }: PlacesAddress): string => {
  const query = new URLSearchParams()
  if (tab === 'declared') query.set('tab', tab)
  if (place) query.set('place', place)
  const text = query.toString()
  return text ? `/places?${text}` : '/places'
}

export function usePlacesAddress(): [PlacesAddress, (part: Partial<PlacesAddress>) => void] {
  const search = useSearch()
  const [, navigate] = useLocation()
  const address = useMemo(() => readPlaces(search), [search])
  const change = useCallback((part: Partial<PlacesAddress>) => navigate(writePlaces({ ...readPlaces(window.location.search), ...part })), [navigate])
  return [address, change]
}
