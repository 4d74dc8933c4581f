// A vehicle's past: its track in columns, what was true meanwhile, the places of a moment, the files.
import { useQueries, useQuery } from '@tanstack/react-query'
import type { LineString } from 'geojson'
import { unpack, type Track } from '../playback/track'
import { addressOf, get } from './client'
import type { Finding, LineStop, Places, RunStop } from './types'

/** A track as the wire has it; `playback/track.ts` unpacks it. */
export interface TrackColumns {
  count: number
  time: number[]
  lon: number[]
  lat: number[]
  speed: number[]
  course: number[]
  delayed: number[]
  unproven: number[]
  limit: number[] | null
  others: number
  source: 'tracks' | 'evidence'
  sha256: string | null
}

export interface ApprovedLine {
  id: string
  version_id: string
  name: string
  name_en: string | null
  direction: string
  path: LineString
  stops: LineStop[]
}
export interface PermitThen {
  id: string
  number: string
  version_id: string
  version: number
  since: string | null
  until: string | null
  lines: ApprovedLine[]
}
export interface PastRun {
  id: string
  line_id: string
  line_name: string
  state: string
  planned_start: string
  planned_end: string
  started_at: string | null
  ended_at: string | null
  stops: RunStop[]
}
export interface History {
  vehicle_id: string
  plate: string
  since: string
  until: string
  permits: PermitThen[]
  corridor: { since: string; corridor_m: number }[]
  runs: PastRun[]
  findings: Finding[]
  places_changed: string[]
}

const SOON_GONE_MS = 60_000 // a day of one bus is some megabytes
const STILL = { staleTime: 60_000, refetchOnMount: false } as const
const of = (id: string, what: string) => `/vehicles/${encodeURIComponent(id)}/${what}`

interface Answers<T> {
  data: (T | undefined)[]
  error: Error | null
  again: () => void
}
const together = <T>(answers: { data: T | undefined; error: Error | null; refetch: () => unknown }[]): Answers<T> => ({
  data: answers.map((answer) => answer.data),
  error: answers.find((answer) => answer.error !== null)?.error ?? null,
  again: () => answers.forEach((answer) => void answer.refetch()),
})

export interface UnpackedTrack {
  track: Track
  others: number
}

/** Unpacked once, when it arrives. */
export const useTracks = (vehicles: readonly string[], since: string | null, until: string | null, silentAfterMs: number) =>
  useQueries({
    queries: vehicles.map((id) => ({
      queryKey: ['track', id, since, until, silentAfterMs],
      queryFn: async (): Promise<UnpackedTrack> => {
        const columns = await get<TrackColumns>(of(id, 'track'), { since: since ?? '', until: until ?? '', limits: 'true' })
        return { track: unpack(columns, silentAfterMs), others: columns.others }
      },
      enabled: since !== null && until !== null, structuralSharing: false, gcTime: SOON_GONE_MS, ...STILL,
    })),
    combine: together<UnpackedTrack>,
  })

export const useHistories = (vehicles: readonly string[], since: string | null, until: string | null) =>
  useQueries({
    queries: vehicles.map((id) => ({
      queryKey: ['history', id, since, until],
      queryFn: () => get<History>(of(id, 'history'), { since: since ?? '', until: until ?? '' }),
      enabled: since !== null && until !== null, ...STILL,
    })),
    combine: together<History>,
  })

/** The places as they were at a moment. */
export const usePlacesAt = (at: string | null) =>
  useQuery({ queryKey: ['places', 'at', at], queryFn: () => get<Places>('/places', { at: at ?? '' }), enabled: at !== null, staleTime: Infinity })

export const TRACK_FILES = { gpx: 'application/gpx+xml', csv: 'text/csv', geojson: 'application/geo+json' } as const
export type TrackFile = keyof typeof TRACK_FILES

/** A track as a file; the server refuses one of more than half a million fixes. */
export async function trackFile(vehicle: string, since: string, until: string, kind: TrackFile): Promise<Blob> {
  const query = new URLSearchParams({ since, until }).toString()
  const answer = await fetch(`${addressOf(of(vehicle, 'positions'))}?${query}`, { headers: { Accept: TRACK_FILES[kind] }, credentials: 'same-origin' })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return answer.blob()
}
