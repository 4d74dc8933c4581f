// A bus's track as typed arrays: unpacked once, then asked for any moment by a binary search.
import type { TrackColumns } from '../api/playback'

/** N fixes in order of time: milliseconds, degrees WGS-84, km/h; course NaN where the device gave none. */
export interface Track {
  count: number
  time: Float64Array
  lon: Float64Array
  lat: Float64Array
  speed: Float32Array
  course: Float32Array
  /** 1 where the fix was sent later than newer ones (补报). */
  delayed: Uint8Array
  /** From which index on which limit held; empty where it was not asked for. */
  limits: { index: number[]; kmh: number[] }
  /** Indices after which nothing was heard for longer than the bus may be silent. */
  gaps: number[]
}

/** Where a bus is at a moment: `heard` is the index of the last fix, `silent` whether it is longer ago than it should be. */
export interface Place {
  lon: number
  lat: number
  speed: number
  course: number
  heard: number
  silent: boolean
}

const MILLIONTH = 1e-6
const TENTH = 0.1
const DEFAULT_SPAN_MS = 3_600_000

function summed(steps: readonly number[], part: number): Float64Array {
  const values = new Float64Array(steps.length)
  let sum = 0
  for (let i = 0; i < steps.length; i++) values[i] = (sum += steps[i] ?? 0) * part
  return values
}

function filled(count: number, pairs: readonly number[]): Uint8Array {
  const marks = new Uint8Array(count)
  for (let i = 0; i + 1 < pairs.length; i += 2) marks.fill(1, pairs[i], pairs[i + 1])
  return marks
}

export function unpack(columns: TrackColumns, silentAfterMs: number): Track {
  const time = summed(columns.time, 1)
  const speed = Float32Array.from(columns.speed, (tenths) => tenths * TENTH)
  const course = Float32Array.from(columns.course, (degrees) => (degrees < 0 ? NaN : degrees))
  const pairs = columns.limit ?? []
  const limits = { index: pairs.filter((_, i) => i % 2 === 0), kmh: pairs.filter((_, i) => i % 2 === 1) }
  const gaps: number[] = []
  for (let i = 0; i + 1 < time.length; i++) if (at(time, i + 1) - at(time, i) > silentAfterMs) gaps.push(i)
  return {
    count: columns.count, time, lon: summed(columns.lon, MILLIONTH), lat: summed(columns.lat, MILLIONTH), speed, course,
    delayed: filled(columns.count, columns.delayed), limits, gaps,
  }
}

const at = (values: Float64Array | Float32Array, index: number): number => values[index] ?? NaN

/** The index of the last value that is not after `moment`, -1 where all are. */
export function lastAt(times: ArrayLike<number>, moment: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? Infinity) <= moment) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Between two fixes it is on the straight way between them; where it was silent it stays where it was last heard. Null before the first. */
export function placeAt(track: Track, moment: number, silentAfterMs: number): Place | null {
  const i = lastAt(track.time, moment)
  if (i < 0) return null
  const here = { lon: at(track.lon, i), lat: at(track.lat, i), speed: at(track.speed, i), course: at(track.course, i), heard: i }
  const since = at(track.time, i)
  if (i + 1 >= track.count) return { ...here, silent: moment - since > silentAfterMs }
  const span = at(track.time, i + 1) - since
  if (span > silentAfterMs) return { ...here, silent: moment > since }
  const share = span > 0 ? (moment - since) / span : 0
  const between = (values: Float64Array | Float32Array) => at(values, i) + (at(values, i + 1) - at(values, i)) * share
  return { ...here, lon: between(track.lon), lat: between(track.lat), speed: between(track.speed), silent: false }
}

/** The limit at a moment in km/h, null where none is known. */
export function limitAt(track: Track, moment: number): number | null {
  const i = lastAt(track.time, moment)
  return i < 0 ? null : (track.limits.kmh[lastAt(track.limits.index, i)] ?? null)
}

export interface Span {
  from: number
  to: number
}

/** Stretches of fixes without a gap between them, as [first, last] indices. */
export function parts(track: Track): [number, number][] {
  const ends = track.count > 0 ? [...track.gaps, track.count - 1] : []
  return ends.map((end, n) => [n === 0 ? 0 : (track.gaps[n - 1] ?? 0) + 1, end])
}

export const heardSpans = (track: Track): Span[] => parts(track).map(([first, last]) => ({ from: at(track.time, first), to: at(track.time, last) }))
export const gapSpans = (track: Track): Span[] => track.gaps.map((i) => ({ from: at(track.time, i), to: at(track.time, i + 1) }))

export function delayedSpans(track: Track): Span[] {
  const spans: Span[] = []
  for (let i = 0; i < track.count; i++) {
    if (!track.delayed[i]) continue
    const last = spans.at(-1)
    if (last && i > 0 && track.delayed[i - 1]) last.to = at(track.time, i)
    else spans.push({ from: at(track.time, i), to: at(track.time, i) })
  }
  return spans
}

/** What counts as standing: slower than this, for so long. */
const STANDING_KMH = 3
export const STANDING_MS = 60_000

export function standstills(track: Track): Span[] {
  const spans: Span[] = []
  for (const [first, last] of parts(track)) {
    let since = -1
    for (let i = first; i <= last + 1; i++) {
      const stands = i <= last && at(track.speed, i) < STANDING_KMH
      if (stands && since < 0) since = i
      if (stands || since < 0) continue
      const end = Math.min(i, last)
      if (at(track.time, end) - at(track.time, since) >= STANDING_MS) spans.push({ from: at(track.time, since), to: at(track.time, end) })
      since = -1
    }
  }
  return spans
}

/** Speed for a chart: the highest of each of `buckets` equal stretches of time, null where nothing was heard. */
export function speedCurve(track: Track, span: Span, buckets: number): [number, number | null][] {
  const curve: [number, number | null][] = []
  const width = Math.max(1, (span.to - span.from) / buckets)
  for (const [first, last] of parts(track)) {
    let bucket = -1
    for (let i = first; i <= last; i++) {
      const time = at(track.time, i)
      const own = Math.floor((time - span.from) / width)
      const top = curve.at(-1)
      if (own === bucket && top) {
        if (at(track.speed, i) > (top[1] ?? 0)) curve[curve.length - 1] = [time, at(track.speed, i)]
        continue
      }
      bucket = own
      curve.push([time, at(track.speed, i)])
    }
    curve.push([at(track.time, last) + 1, null])
  }
  return curve
}

/** The limit as steps over time, for the same chart. */
export const limitCurve = (track: Track): [number, number | null][] =>
  track.limits.index.length === 0
    ? []
    : [...track.limits.index.map((index, n): [number, number | null] => [at(track.time, index), track.limits.kmh[n] ?? null]), [at(track.time, track.count - 1), track.limits.kmh.at(-1) ?? null]]

/** From the first fix of all to the last; what was asked for, where there is none. */
export function spanOf(tracks: readonly Track[], asked: Span): Span {
  const held = tracks.filter((track) => track.count > 0)
  if (held.length === 0) return asked.to > asked.from ? asked : { from: asked.from, to: asked.from + DEFAULT_SPAN_MS }
  return { from: Math.min(...held.map((track) => at(track.time, 0))), to: Math.max(...held.map((track) => at(track.time, track.count - 1))) }
}
