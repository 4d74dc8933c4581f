// From the store to the map's source: what was written there, put together, is what the store holds.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GeoJSONSourceDiff } from 'maplibre-gl'
import type { Bus } from '../src/api/types'
import { LiveStore } from '../src/live/store'
import { BusFeed } from '../src/map/busFeed'
import { busDiff, busProperties, type BusProperties } from '../src/map/busFeature'
import { datumEdge } from '../src/map/datum'
import { GLIDE_MS } from '../src/map/glide'

const NOW = '2026-11-24T07:42:00Z'
const bus = (id: string, over: Partial<Bus> = {}): Bus => ({
  id, plate: id, lon: 119.37, lat: 34.73, course_deg: 90, speed_kmh: 30, state: 'in_order', fix_time: NOW, run_id: null, ...over,
})

/** A source that keeps what it was told, as MapLibre does: remove, add, update. */
class Source {
  readonly features = new Map<string, { at: number[]; properties: Record<string, unknown> }>()
  writes = 0
  write = (diff: GeoJSONSourceDiff): void => {
    this.writes += 1
    if (diff.removeAll) this.features.clear()
    for (const id of diff.remove ?? []) this.features.delete(String(id))
    for (const one of diff.add ?? []) this.features.set(String(one.id), { at: (one.geometry as { coordinates: number[] }).coordinates, properties: { ...one.properties } })
    for (const one of diff.update ?? []) {
      const held = this.features.get(String(one.id))
      if (!held) throw new Error(`update of ${one.id}, which is not there`)
      if (one.newGeometry) held.at = (one.newGeometry as { coordinates: number[] }).coordinates
      for (const key of one.removeProperties ?? []) delete held.properties[key]
      for (const { key, value } of one.addOrUpdateProperties ?? []) held.properties[key] = value as unknown
    }
  }
}

let live: LiveStore
let source: Source
let feed: BusFeed
let seq = 0
const make = (smooth: boolean) => new BusFeed({ store: live, edge: datumEdge('wgs84'), write: source.write, ageOf: (iso) => `age of ${iso}`, smooth })
const snapshot = (...buses: Bus[]) => live.apply({ type: 'snapshot', seq: (seq = 1), now: NOW, behind_s: 0, buses, findings: [] })
const delta = (buses: Bus[], gone: string[] = [], behind_s = 0) => live.apply({ type: 'delta', seq: ++seq, now: NOW, behind_s, buses, findings: [], gone })
const frames = (ms: number) => vi.advanceTimersByTime(ms)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'setInterval', 'clearInterval', 'performance'] })
  live = new LiveStore()
  source = new Source()
})
afterEach(() => {
  feed.stop()
  vi.useRealTimers()
})

describe('the feed of buses', () => {
  it('writes many changes in one frame once', () => {
    feed = make(false)
    snapshot(bus('1'), bus('2'))
    feed.start()
    frames(20)
    const before = source.writes
    delta([bus('1', { lon: 119.38 })])
    delta([bus('1', { lon: 119.39 })])
    delta([bus('2', { state: 'late' })])
    frames(20)
    expect(source.writes).toBe(before + 1)
    expect(source.features.get('1')?.at).toEqual([119.39, 34.73])
    expect(source.features.get('2')?.properties).toMatchObject({ state: 'late', shown: 'late' })
  })

  it('takes a bus that is gone off the map, and a new snapshot for all there is', () => {
    feed = make(false)
    feed.start()
    snapshot(bus('1'), bus('2'), bus('3'))
    frames(20)
    delta([], ['2'])
    frames(20)
    expect([...source.features.keys()].sort()).toEqual(['1', '3'])
    snapshot(bus('3'), bus('4'))
    frames(20)
    expect([...source.features.keys()].sort()).toEqual(['3', '4'])
  })

  it('writes the age beside a silent bus, and takes it away when the bus is heard again', () => {
    feed = make(false)
    feed.start()
    snapshot(bus('1', { state: 'silent' }))
    frames(20)
    expect(source.features.get('1')?.properties).toMatchObject({ age: `age of ${NOW}` })
    expect(source.features.get('1')?.properties).not.toHaveProperty('course')
    delta([bus('1')])
    frames(20)
    expect(source.features.get('1')?.properties).not.toHaveProperty('age')
    expect(source.features.get('1')?.properties).toMatchObject({ course: 90 })
  })

  it('calls no bus silent while we are behind, and does again after', () => {
    feed = make(false)
    feed.start()
    snapshot(bus('1', { state: 'silent' }))
    frames(20)
    delta([], [], 11)
    frames(20)
    expect(source.features.get('1')?.properties).toMatchObject({ shown: 'waiting' })
    delta([], [], 1)
    frames(20)
    expect(source.features.get('1')?.properties).toMatchObject({ shown: 'silent' })
  })

  it('glides to a near fix and arrives exactly there', () => {
    feed = make(true)
    feed.start()
    snapshot(bus('1'))
    frames(20)
    delta([bus('1', { lon: 119.371 })])
    frames(GLIDE_MS / 2)
    const half = source.features.get('1')?.at[0] ?? 0
    expect(half).toBeGreaterThan(119.37)
    expect(half).toBeLessThan(119.371)
    frames(GLIDE_MS)
    expect(source.features.get('1')?.at).toEqual([119.371, 34.73])
  })

  it('jumps where the way is too far to be driven', () => {
    feed = make(true)
    feed.start()
    snapshot(bus('1'))
    frames(20)
    delta([bus('1', { lon: 119.6 })])
    frames(34)
    expect(source.features.get('1')?.at[0]).toBe(119.6)
  })
})

const made = (over: Partial<Bus>): BusProperties => busProperties(bus('1', over), false, () => 'age')

describe('one bus as a feature', () => {
  it('takes away what an older one had and this has not', () => {
    const difference = busDiff(made({ unproven: true }), made({ course_deg: null }), [1, 2])
    expect(difference.removeProperties).toEqual(['course', 'unproven'])
    expect(difference).not.toHaveProperty('addOrUpdateProperties')
  })
  it('says only where it is when it has only moved', () => {
    expect(busDiff(made({}), made({ speed_kmh: 31 }), [1, 2])).toEqual({ id: '1', newGeometry: { type: 'Point', coordinates: [1, 2] } })
  })
  it('bears a mark while anybody may have sent its positions, and no longer', () => {
    expect(busDiff(made({}), made({ unproven: true }), [1, 2]).addOrUpdateProperties).toEqual([{ key: 'unproven', value: true }])
    expect(busDiff(made({ unproven: true }), made({ unproven: false }), [1, 2]).removeProperties).toEqual(['unproven'])
  })
})
