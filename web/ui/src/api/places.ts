// What the page asks of places and of what is declared, and does with them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, getAll, post, put, upload } from './client'
import type { Declared, DeclaredGiven, DeclaredKind, PlaceFeature, PlaceGiven, PlacesImported, PlaceVersion } from './placeTypes'

const path = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`
const SOON_MS = 30_000

/** Those that are; the key is that of the map's places, so that a change is on both at once. */
export const useDrawnPlaces = () =>
  useQuery({ queryKey: ['places'], queryFn: () => get<{ type: 'FeatureCollection'; features: PlaceFeature[] }>('/places'), staleTime: 60_000 })
/** Those that are no more. */
export const useEndedPlaces = (asked: boolean) =>
  useQuery({ queryKey: ['places', 'ended'], queryFn: () => get<{ features: PlaceFeature[] }>('/places', { ended: 'true' }), enabled: asked })
export const usePlaceVersions = (id: string) =>
  useQuery({ queryKey: ['places', 'versions', id], queryFn: async () => (await get<{ items: PlaceVersion[] }>(path('places', id, 'versions'))).items })

/** What holds now, for the banner and the map; `all` for the lists. */
export const useDeclared = (kind: DeclaredKind, state: 'current' | 'all') =>
  useQuery({
    queryKey: [kind, state],
    queryFn: async () => (await getAll<Declared>(`/${kind}`, { state }, 400)).items,
    refetchInterval: SOON_MS,
    retry: false,
  })

function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>, touches: readonly string[]) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: deed,
    onSuccess: () => Promise.all(touches.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
}

export const useSavePlace = (id: string | null) =>
  useDeed((given: PlaceGiven) => (id === null ? post<PlaceFeature>('/places', given) : put<PlaceFeature>(path('places', id), given)), ['places'])
export const useEndPlace = (id: string) => useDeed((reason: string) => post<PlaceFeature>(path('places', id, 'end'), { reason }), ['places'])
export const useRestorePlace = () =>
  useDeed(({ id, newest }: { id: string; newest: string }) => post<PlaceFeature>(path('places', id, 'restore'), { newest_id: newest }), ['places'])

export const useDeclare = (kind: DeclaredKind) => useDeed((given: DeclaredGiven) => post<Declared>(`/${kind}`, given), [kind])
export const useRenewDeclared = (kind: DeclaredKind, id: string) =>
  useDeed((until: string) => post<Declared>(path(kind, id, 'renew'), { until }), [kind])
export const useEndDeclared = (kind: DeclaredKind, id: string) => useDeed(() => post<Declared>(path(kind, id, 'end'), {}), [kind])

export interface ImportAsked {
  file: Blob
  type: string
  dry: boolean
  usual: Record<string, string>
}
export const useImportPlaces = () =>
  useDeed(
    ({ file, type, dry, usual }: ImportAsked) =>
      upload<PlacesImported>(`/places/import?${new URLSearchParams({ ...usual, dry: String(dry) }).toString()}`, file, type),
    ['places'],
  )

export const useCorrectLimit = (finding: string) =>
  useDeed((given: { limit_kmh: number; note: string; name?: string }) => post<PlaceFeature>(path('findings', finding, 'correct-limit'), given), ['places'])
