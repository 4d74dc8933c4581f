// The live store: what a page knows after a snapshot and deltas is what a fresh snapshot would tell.
import { describe, expect, it } from 'vitest'
import type { Bus, BusState, Delta, Finding, Snapshot } from '../src/api/types'
import { FINDINGS_KEPT, FINDINGS_KEPT_S, LiveStore, type Change } from '../src/live/store'
import { BUS_STATES } from '../src/map/states'
import { finding, generator } from './examples'

const NOW = Date.parse('2026-11-24T07:42:00Z')
const at = (s: number) => new Date(NOW + s * 1000).toISOString()
const bus = (id: string, over: Partial<Bus> = {}): Bus => ({
  id, plate: `苏G·${id}`, lon: 119.37, lat: 34.73, course_deg: 90, speed_kmh: 30, state: 'in_order', fix_time: at(0), run_id: null, ...over,
})
const snapshot = (over: Partial<Snapshot> = {}): Snapshot => ({ type: 'snapshot', seq: 1, now: at(0), behind_s: 0, buses: [], findings: [], ...over })
const delta = (seq: number, over: Partial<Delta> = {}): Delta => ({ type: 'delta', seq, now: at(seq), behind_s: 0, buses: [], findings: [], gone: [], ...over })
const store = () => new LiveStore(() => NOW)

describe('the live store', () => {
  it('takes a snapshot as all there is', () => {
    const live = store()
    live.apply(snapshot({ buses: [bus('1'), bus('2')] }))
    live.apply(snapshot({ buses: [bus('3')] }))
    expect([...live.buses.keys()]).toEqual(['3'])
  })

  it('keeps the newest state of a bus and forgets one that is gone', () => {
    const live = store()
    live.apply(snapshot({ buses: [bus('1'), bus('2')] }))
    live.apply(delta(2, { buses: [bus('1', { state: 'late', lon: 119.4 })], gone: ['2'] }))
    expect(live.buses.get('1')).toMatchObject({ state: 'late', lon: 119.4 })
    expect(live.buses.has('2')).toBe(false)
  })

  it('refuses a delta after a gap and changes nothing by it', () => {
    const live = store()
    live.apply(snapshot({ buses: [bus('1')] }))
    expect(live.apply(delta(3, { gone: ['1'] }))).toBe('gap')
    expect(live.buses.has('1')).toBe(true)
    expect(live.apply(delta(2))).toBe('applied')
  })

  it('refuses a delta before any snapshot, and after the connection ended', () => {
    const live = store()
    expect(live.apply(delta(1))).toBe('gap')
    live.apply(snapshot({ seq: 1 }))
    live.disconnected()
    expect(live.apply(delta(2))).toBe('gap')
  })

  it('takes a later snapshot on the same socket and goes on counting from it', () => {
    const live = store()
    live.apply(snapshot())
    live.apply(delta(2))
    expect(live.apply(snapshot({ seq: 3, buses: [bus('9')] }))).toBe('applied')
    expect(live.apply(delta(4))).toBe('applied')
  })

  it('replaces a finding that has ended instead of listing it twice', () => {
    const live = store()
    live.apply(snapshot({ findings: [finding({ id: 'a', began: at(-60), ended: null })] }))
    live.apply(delta(2, { findings: [finding({ id: 'a', began: at(-60), ended: at(2) })] }))
    expect(live.findings.get('a')?.ended).toBe(at(2))
    expect(live.findings.size).toBe(1)
  })

  it('keeps every open finding, but of the ended only the newest of the last day', () => {
    const live = store()
    const old = finding({ id: 'old-open', began: at(-3 * FINDINGS_KEPT_S), ended: null })
    const gone = finding({ id: 'old-ended', began: at(-FINDINGS_KEPT_S - 1), ended: at(-FINDINGS_KEPT_S) })
    const many = Array.from({ length: FINDINGS_KEPT + 50 }, (_, i) => finding({ id: `n${i}`, began: at(-i), ended: at(-i + 1) }))
    live.apply(snapshot({ findings: [old, gone, ...many] }))
    expect(live.findings.has('old-open')).toBe(true)
    expect(live.findings.has('old-ended')).toBe(false)
    expect(live.findings.size).toBe(FINDINGS_KEPT + 1)
  })

  it('counts ages by the clock of the server, not of the desk', () => {
    const live = new LiveStore(() => NOW + 3_600_000)
    live.apply(snapshot({ now: at(0) }))
    expect(live.now()).toBe(NOW)
  })

  it('is behind only past ten seconds', () => {
    const live = store()
    live.apply(snapshot({ behind_s: 10 }))
    expect(live.behind).toBe(false)
    live.apply(delta(2, { behind_s: 10.1 }))
    expect(live.behind).toBe(true)
  })

  it('tells its listeners exactly what changed', () => {
    const live = store()
    const told: Change[] = []
    live.apply(snapshot({ buses: [bus('1'), bus('2')] }))
    live.subscribe((change) => told.push(change))
    live.apply(delta(2, { buses: [bus('1')], gone: ['2'] }))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ all: false, buses: new Set(['1']), gone: new Set(['2']) })
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('equals a fresh snapshot after any deltas (seed %i)', (seed) => {
    const random = generator(seed)
    const truth = { buses: new Map<string, Bus>(), findings: new Map<string, Finding>() }
    const live = store()
    live.apply(snapshot())
    for (let seq = 2; seq < 60; seq++) {
      const changed: Bus[] = []
      const gone: string[] = []
      const findings: Finding[] = []
      for (let i = 0; i < 3; i++) {
        const id = String(Math.floor(random() * 12))
        if (changed.some((one) => one.id === id) || gone.includes(id)) continue
        if (truth.buses.has(id) && random() < 0.2) {
          gone.push(id)
          truth.buses.delete(id)
        } else {
          const state = BUS_STATES[Math.floor(random() * BUS_STATES.length)] as BusState
          const next = bus(id, { state, lon: 119 + random(), fix_time: at(seq) })
          changed.push(next)
          truth.buses.set(id, next)
        }
      }
      if (random() < 0.5) {
        const id = `f${Math.floor(random() * 20)}`
        const began = truth.findings.get(id)?.began ?? at(-Math.floor(random() * 1000))
        const next = finding({ id, began, ended: random() < 0.5 ? at(seq) : null })
        findings.push(next)
        truth.findings.set(id, next)
      }
      expect(live.apply(delta(seq, { buses: changed, gone, findings }))).toBe('applied')
    }
    const fresh = store()
    fresh.apply(snapshot({ buses: [...truth.buses.values()], findings: [...truth.findings.values()] }))
    expect(new Map([...live.buses].sort())).toEqual(new Map([...fresh.buses].sort()))
    expect(live.findings.all).toEqual(fresh.findings.all)
  })
})
