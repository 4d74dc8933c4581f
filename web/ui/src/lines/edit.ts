// What a line being drawn is, and how it changes: stops stay beside the path in the order in which the bus comes by.
import type { LineString, Position } from 'geojson'
import type { LinePlan, LineProposal, RunningTime } from '../api/lines'

export interface StopDraft {
  key: number
  name: string
  name_en: string | null
  at: Position
  offset_s: number
  /** What a track knows of it: on how many days a bus stood there, and how long. */
  days: number | null
  dwell_s: number | null
}
export interface LineDraft {
  path: LineString | null
  stops: StopDraft[]
  times: TimeDraft[]
}
export interface TimeDraft extends RunningTime {
  key: number
}

const USUAL_MPS = 25 / 3.6
const HALT_S = 30
const EVERY_CLASS_DAY: TimeDraft = { key: 0, departs: '06:50', weekdays: [1, 2, 3, 4, 5], class_days_only: true, season_from: null, season_to: null }
export const NOTHING_DRAWN: LineDraft = { path: null, stops: [], times: [EVERY_CLASS_DAY] }

let last = 0
const nextKey = () => (last += 1)

/** Metres between two places; a district is flat enough. */
function far_m(a: Position, b: Position): number {
  const north = ((b[1] ?? 0) - (a[1] ?? 0)) * 111_132
  const east = ((b[0] ?? 0) - (a[0] ?? 0)) * 111_320 * Math.cos((((a[1] ?? 0) + (b[1] ?? 0)) / 2) * (Math.PI / 180))
  return Math.hypot(north, east)
}

interface OnPath {
  along_m: number
  beside_m: number
  at: Position
}

/** The nearest place on a path. */
export function onPath(path: LineString, at: Position): OnPath {
  let best: OnPath = { along_m: 0, beside_m: Infinity, at }
  let along_m = 0
  const flat = Math.cos(((at[1] ?? 0) * Math.PI) / 180)
  path.coordinates.forEach((here, i) => {
    const next = path.coordinates[i + 1]
    if (!next) return
    const [dx, dy] = [((next[0] ?? 0) - (here[0] ?? 0)) * flat, (next[1] ?? 0) - (here[1] ?? 0)]
    const [px, py] = [((at[0] ?? 0) - (here[0] ?? 0)) * flat, (at[1] ?? 0) - (here[1] ?? 0)]
    const share = Math.min(1, Math.max(0, (px * dx + py * dy) / Math.max(1e-18, dx * dx + dy * dy)))
    const there = [(here[0] ?? 0) + (share * dx) / flat, (here[1] ?? 0) + share * dy]
    const beside_m = far_m(at, there)
    const long_m = far_m(here, next)
    if (beside_m < best.beside_m) best = { along_m: along_m + share * long_m, beside_m, at: there.map((value) => Number(value.toFixed(7))) }
    along_m += long_m
  })
  return best
}

/** A stop where the path is nearest to a click, among the others by the way and by the time. */
export function withStop(draft: LineDraft, at: Position, name: string): LineDraft {
  if (!draft.path) return draft
  const { path } = draft
  const place = onPath(path, at)
  const along = draft.stops.map((stop) => onPath(path, stop.at).along_m)
  const before = along.findLastIndex((along_m) => along_m <= place.along_m)
  const known = [before, before + 1].map((i) => ({ along_m: along[i] ?? 0, offset_s: draft.stops[i]?.offset_s }))
  const offset_s = timeBetween(known[0], known[1], place.along_m)
  const made: StopDraft = { key: nextKey(), name, name_en: null, at: place.at, offset_s, days: null, dwell_s: null }
  return { ...draft, stops: inTime([...draft.stops.slice(0, before + 1), made, ...draft.stops.slice(before + 1)]) }
}

interface Known {
  along_m: number
  offset_s: number | undefined
}

/** Between two stops by the way; after the last as a bus makes it in a village; before the first, where the line departs. */
function timeBetween(earlier: Known | undefined, later: Known | undefined, along_m: number): number {
  if (earlier?.offset_s === undefined) return 0
  if (later?.offset_s === undefined) return earlier.offset_s + Math.round((along_m - earlier.along_m) / USUAL_MPS) + HALT_S
  const share = (along_m - earlier.along_m) / Math.max(1, later.along_m - earlier.along_m)
  return Math.round(earlier.offset_s + share * (later.offset_s - earlier.offset_s))
}

export const withoutStop = (draft: LineDraft, key: number): LineDraft => ({ ...draft, stops: inTime(draft.stops.filter((stop) => stop.key !== key)) })

/** The first stop is where the line departs: all times count from it. */
function inTime(stops: StopDraft[]): StopDraft[] {
  const first_s = stops[0]?.offset_s ?? 0
  return first_s === 0 ? stops : stops.map((stop) => ({ ...stop, offset_s: Math.max(0, stop.offset_s - first_s) }))
}

export function draftOfPlan(plan: LinePlan): LineDraft {
  const stops = plan.stops.map(({ name, name_en, point, offset_s }) => ({ key: nextKey(), name, name_en, at: point.coordinates, offset_s, days: null, dwell_s: null }))
  return { path: plan.path, stops, times: plan.times.length > 0 ? plan.times.map((one) => ({ ...one, key: nextKey() })) : [EVERY_CLASS_DAY] }
}

/** A proposal with the names that are known; the others are numbered. */
export function draftOfProposal(found: LineProposal, numbered: (n: number) => string, times: TimeDraft[]): LineDraft {
  const stops = found.stops.map((stop, i) => ({
    key: nextKey(), name: stop.name ?? numbered(i + 1), name_en: null, at: stop.point.coordinates, offset_s: stop.offset_s, days: stop.days, dwell_s: stop.dwell_s,
  }))
  const [first = EVERY_CLASS_DAY, ...others] = times
  return { path: found.path, stops: inTime(stops), times: found.departs ? [{ ...first, departs: found.departs }, ...others] : times }
}

/** One more departure like the last. */
export const oneMore = (times: TimeDraft[]): TimeDraft[] => [...times, { ...(times.at(-1) ?? EVERY_CLASS_DAY), key: nextKey() }]

/** When the bus is at a stop on the first of its departures. */
export function timeAt(departs: string, offset_s: number): string {
  const [hours = 0, minutes = 0] = departs.split(':').map(Number)
  const at = hours * 60 + minutes + Math.round(offset_s / 60)
  return `${String(Math.floor(at / 60) % 24).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}
