// Drawn lines as the API tells them: a plan to draw on, what tracks and files propose.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LineString, Point } from 'geojson'
import { useRef } from 'react'
import { get, post, put, upload } from './client'
import type { PermitFile } from './permits'
import type { Line } from './types'

export interface RunningTime {
  departs: string
  weekdays: number[]
  class_days_only: boolean
  season_from: string | null
  season_to: string | null
}
export interface PlannedStop {
  name: string
  name_en: string | null
  point: Point
  offset_s: number
}
export interface LinePlan extends Line {
  version: number | null
  is_approved: boolean
  may_change: boolean
  path: LineString | null
  stops: PlannedStop[]
  times: RunningTime[]
}
export const WHY_LEFT_OUT = ['no_fixes', 'never_moved', 'too_short', 'silent', 'other_way'] as const
export interface LineProposal {
  path: LineString
  stops: { name: string | null; point: Point; offset_s: number; days: number | null; dwell_s: number | null }[]
  departs: string | null
  days_used: string[]
  days_left_out: { day: string; why: (typeof WHY_LEFT_OUT)[number] }[]
  offsets_are_reckoned: boolean
}
export interface TracksAsked {
  vehicle_id: string
  since: string
  until: string
  departs: string
  arrives: string
}
export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
export type FileDatum = (typeof DATUMS)[number]

interface Version {
  path: LineString
  stops: PlannedStop[]
  times: RunningTime[]
}
export interface LineWish extends Version {
  /** The line whose next version this is, and the version that was looked at; none for a new line. */
  of: { id: string; version: number; versionId: string } | null
  name: string
  name_en: string | null
  direction: string
  school_id: string
}

const MEDIA: Record<string, string> = {
  geojson: 'application/geo+json', json: 'application/geo+json', kml: 'application/vnd.google-earth.kml+xml', gpx: 'application/gpx+xml',
}
const path = (id: string) => `/lines/${encodeURIComponent(id)}`

export const usePlan = (id: string | null) =>
  useQuery({ queryKey: ['line-plan', id], queryFn: () => get<LinePlan>(`${path(id ?? '')}/plan`), enabled: id !== null, retry: false, staleTime: 0 })
export const useProposal = () => useMutation({ mutationFn: (asked: TracksAsked) => post<LineProposal>('/lines/proposals', asked) })
export const useLineFile = () =>
  useMutation({
    mutationFn: ({ file, datum }: { file: File; datum: FileDatum }) =>
      upload<LineProposal>(`/lines/import?datum=${datum}`, file, MEDIA[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'),
  })

/** What a save has drawn that then could not name it in the application. */
export interface Drawn {
  wish: LineWish
  made: LinePlan
}
const sameLine = (a: LineWish, b: LineWish): boolean =>
  a.of?.id === b.of?.id && (a.of !== null || (a.name === b.name && a.direction === b.direction && a.school_id === b.school_id))

/** What is still to be drawn: nothing where it is drawn as it is wished, else the next version of what is drawn. */
export function stillToDraw(wish: LineWish, drawn: Drawn | null): 'nothing' | LineWish['of'] {
  if (!drawn || !sameLine(drawn.wish, wish)) return wish.of
  const { id, version, version_id } = drawn.made
  if (JSON.stringify(drawn.wish) === JSON.stringify(wish) || version === null || !version_id) return 'nothing'
  return { id, version, versionId: version_id }
}

async function draw(wish: LineWish, drawn: Drawn | null): Promise<LinePlan> {
  const { of: _of, ...line } = wish
  const next = stillToDraw(wish, drawn)
  if (next === 'nothing' && drawn) return drawn.made
  if (next === 'nothing' || next === null) return post<LinePlan>('/lines', line)
  return post<LinePlan>(`${path(next.id)}/versions?after=${next.version}`, { path: line.path, stops: line.stops, times: line.times })
}

/**
 * Keep the line, then name it in the application: its newest version in place of the one that the application named before.
 * A retry, when another changed the application in between, names what was drawn and does not draw it twice.
 */
export function useDrawLine(application: string) {
  const queries = useQueryClient()
  const drawn = useRef<Drawn | null>(null)
  return useMutation({
    mutationFn: async (wish: LineWish) => {
      const made = await draw(wish, drawn.current)
      drawn.current = { wish, made }
      const file = await get<PermitFile>(`/applications/${encodeURIComponent(application)}`)
      const named = file.content.line_version_ids.map(String)
      const kept = [...new Set([...named.filter((one) => one !== wish.of?.versionId), String(made.version_id)])]
      const draft = { version: file.version, vehicle_id: file.vehicle?.id ?? null, permit_id: file.permit?.id ?? null, portal_number: file.portal_number }
      await put<PermitFile>(`/applications/${encodeURIComponent(application)}/draft`, { ...draft, content: { ...file.content, line_version_ids: kept } })
      return made
    },
    onSuccess: () => Promise.all([['lines'], ['line-plan'], ['applications']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
}
