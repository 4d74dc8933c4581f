// Playback without a map: a track unpacked and asked for any moment, its gaps and stops, the clock, the address.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { History, TrackColumns } from '../src/api/playback'
import { aroundFinding, readPlayback, writePlayback } from '../src/playback/address'
import { Player } from '../src/playback/player'
import { changesOf, corridorAt, findingsAt, linesAt, permitAt } from '../src/playback/shown'
import { delayedSpans, gapSpans, lastAt, limitAt, placeAt, speedCurve, standstills, unpack } from '../src/playback/track'

const START = 1_795_651_200_000
const SILENT = 90_000

const steps = (values: number[]) => values.map((value, i) => value - (i === 0 ? 0 : (values[i - 1] ?? 0)))
/** Driving, standing for so many fixes, driving. */
const stopFor = (until: number): [number, number, number][] => [[0, 0, 300], ...Array.from({ length: until }, (_, s): [number, number, number] => [s + 1, 0, 0]), [until + 1, 100, 300]]

/** Fixes of seconds after the start, millionths of degrees east of 119, tenths of km/h. */
function columns(rows: [s: number, east: number, tenths: number][], more: Partial<TrackColumns> = {}): TrackColumns {
  return {
    count: rows.length, time: steps(rows.map(([s]) => START + s * 1000)), lon: steps(rows.map(([, east]) => 119_000_000 + east)), lat: steps(rows.map(() => 34_000_000)),
    speed: rows.map(([, , tenths]) => tenths), course: rows.map(() => 90), delayed: [], unproven: [], limit: null, others: 0, source: 'tracks', sha256: null, ...more,
  }
}
const track = (...given: Parameters<typeof columns>) => unpack(columns(...given), SILENT)
const seconds = (s: number) => START + s * 1000

describe('a track', () => {
  it('is between two fixes on the straight way between them', () => {
    const place = placeAt(track([[0, 0, 0], [10, 1000, 360]]), seconds(4), SILENT)
    expect(place?.lon).toBeCloseTo(119.0004, 9)
    expect(place?.speed).toBeCloseTo(14.4, 4)
    expect(place?.silent).toBe(false)
  })

  it('stays where it was last heard while nothing is heard, and says so', () => {
    const one = track([[0, 0, 300], [100, 5000, 300], [101, 5100, 300]])
    expect(placeAt(one, seconds(50), SILENT)).toMatchObject({ silent: true, heard: 0 })
    expect(placeAt(one, seconds(50), SILENT)?.lon).toBeCloseTo(119, 9)
    expect(gapSpans(one)).toEqual([{ from: seconds(0), to: seconds(100) }])
    expect(placeAt(one, seconds(300), SILENT)?.silent).toBe(true)
  })

  it('is nowhere before its first fix, and an empty one never', () => {
    expect(placeAt(track([[10, 0, 0]]), seconds(9), SILENT)).toBeNull()
    expect(placeAt(track([]), seconds(9), SILENT)).toBeNull()
  })

  it('finds the fix of any moment of a day of 86,400', () => {
    const day = track(Array.from({ length: 86_400 }, (_, s): [number, number, number] => [s, s, 100]))
    for (const s of [0, 1, 43_200, 86_399]) expect(lastAt(day.time, seconds(s) + 500)).toBe(s)
    expect(lastAt(day.time, seconds(-1))).toBe(-1)
  })

  it('marks what was sent later, as stretches', () => {
    const one = track([[0, 0, 0], [1, 1, 0], [2, 2, 0], [3, 3, 0]], { delayed: [1, 3] })
    expect([...one.delayed]).toEqual([0, 1, 1, 0])
    expect(delayedSpans(one)).toEqual([{ from: seconds(1), to: seconds(2) }])
  })

  it('knows the limit that held at a moment', () => {
    const one = track([[0, 0, 0], [1, 1, 0], [2, 2, 0]], { limit: [0, 60, 2, 20] })
    expect([limitAt(one, seconds(-1)), limitAt(one, seconds(1)), limitAt(one, seconds(2))]).toEqual([null, 60, 20])
    expect(limitAt(track([[0, 0, 0]]), seconds(0))).toBeNull()
  })

  it('stood where it was slow for a minute, not for less', () => {
    expect(standstills(track(stopFor(59)))).toEqual([])
    expect(standstills(track(stopFor(60)))).toEqual([{ from: seconds(1), to: seconds(61) }])
  })

  it('keeps the highest speed of each stretch of its chart, and breaks at a gap', () => {
    const one = track([[0, 0, 100], [1, 0, 500], [2, 0, 200], [200, 0, 300]])
    expect(speedCurve(one, { from: seconds(0), to: seconds(200) }, 2).map(([, kmh]) => (kmh === null ? null : Math.round(kmh)))).toEqual([50, null, 30, null])
  })
})

describe('what was true then', () => {
  const line = { id: '1', version_id: '1', name: 'L', name_en: null, direction: 'to_school', path: { type: 'LineString', coordinates: [] }, stops: [] } as const
  const permit = { id: '1', number: 'P', version_id: '1', version: 1, since: new Date(seconds(0)).toISOString(), until: new Date(seconds(100)).toISOString(), lines: [line, { ...line, id: '2' }] }
  const iso = (s: number) => new Date(seconds(s)).toISOString()
  const history = {
    vehicle_id: '1', plate: '苏G1', since: iso(0), until: iso(500), permits: [permit], corridor: [{ since: iso(0), corridor_m: 60 }, { since: iso(200), corridor_m: 80 }],
    runs: [{ id: '9', line_id: '2', line_name: 'L', state: 'ended', planned_start: iso(10), planned_end: iso(40), started_at: iso(12), ended_at: iso(45), stops: [] }],
    findings: [{ began: iso(20), ended: iso(30) }], places_changed: [iso(150)],
  } as unknown as History

  it('is the permit that ruled at the moment, until the moment it ended', () => {
    expect(permitAt(history, seconds(99))?.number).toBe('P')
    expect(permitAt(history, seconds(100))).toBeNull()
  })
  it('is the line of the run while it is on one, else every line of the permit', () => {
    expect(linesAt(history, seconds(20)).map((one) => one.id)).toEqual(['2'])
    expect(linesAt(history, seconds(5)).map((one) => one.id)).toEqual(['1', '2'])
    expect(linesAt(history, seconds(120))).toEqual([])
  })
  it('is the finding while it lasts and the corridor of that time', () => {
    expect([findingsAt(history, seconds(19)).length, findingsAt(history, seconds(30)).length]).toEqual([0, 1])
    expect([corridorAt(history, seconds(199)), corridorAt(history, seconds(200))]).toEqual([60, 80])
  })
  it('changes at known moments only', () => expect(changesOf([history])).toEqual([0, 12, 45, 100, 150, 200].map(seconds)))
})

describe('the clock of a replay', () => {
  let frames: FrameRequestCallback[] = []
  beforeEach(() => {
    frames = []
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback))
    vi.stubGlobal('cancelAnimationFrame', () => undefined)
  })
  afterEach(() => vi.unstubAllGlobals())
  const frame = (now: number) => frames.splice(0).forEach((callback) => callback(now))

  it('runs as many times faster as it is told, and stands at the end', () => {
    const player = new Player(0, 10_000, 0, 60)
    player.toggle()
    frame(1000)
    frame(1100)
    expect(player.moment).toBe(6000)
    frame(1200)
    expect([player.moment, player.state.playing]).toEqual([10_000, false])
  })
  it('does not jump when the window was hidden', () => {
    const player = new Player(0, 10_000_000, 0, 1)
    player.toggle()
    frame(1000)
    frame(600_000)
    expect(player.moment).toBe(250)
  })
  it('draws once a frame, however often it is moved between two', () => {
    const player = new Player(0, 10_000, 0, 1)
    const drawn: number[] = []
    player.onFrame((moment) => drawn.push(moment))
    player.seek(100)
    player.seek(200)
    player.step(-50)
    frame(0)
    expect(drawn).toEqual([0, 150])
  })
  it('begins anew when it is started at its end, and is never outside its time', () => {
    const player = new Player(0, 10_000, 99_999, 1)
    expect(player.moment).toBe(10_000)
    player.toggle()
    expect(player.moment).toBe(0)
    player.seek(-5)
    expect(player.moment).toBe(0)
  })
})

describe('the address of a replay', () => {
  it('comes back as it was written', () => {
    const address = { vehicles: ['1', '7'], since: '2026-11-23T22:00:00.000Z', until: '2026-11-24T00:00:00.000Z', at: seconds(0), rate: 60 } as const
    expect(readPlayback(writePlayback({ ...address, vehicles: [...address.vehicles] }).replace('/playback', ''))).toEqual(address)
  })
  it('leaves out what is none', () => {
    expect(readPlayback('?vehicles=1,x,1&since=yesterday&x=7')).toEqual({ vehicles: ['1'], since: null, until: null, at: null, rate: 10 })
  })
  it('of a finding begins ten minutes before and ends ten minutes after it', () => {
    const link = aroundFinding({ vehicle_id: '3', began: new Date(seconds(0)).toISOString(), ended: new Date(seconds(60)).toISOString() }, seconds(9999))
    expect(readPlayback(link.replace('/playback', ''))).toMatchObject({ vehicles: ['3'], since: new Date(seconds(-600)).toISOString(), until: new Date(seconds(660)).toISOString(), at: seconds(0) })
  })
})
