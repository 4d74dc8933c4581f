// Examples that several tests use.
import type { Finding } from '../src/api/types'

export const finding = (over: Partial<Finding> = {}): Finding => ({
  id: 'f', rule: 'R24', article: '35', severity: 'A1', vehicle_id: '1', plate: '苏G·X1018', began: '2026-11-24T07:42:00Z', ended: null,
  measured: 45, allowed: 20, unit: 'km/h', point: { type: 'Point', coordinates: [119.4, 34.74] },
  place: { id: '7', name: '云宿路下段连续急弯', kind: 'sharp_bend' }, permit_version_id: '3', permit_number: '连云校许字〔2026〕001号', run_id: '11',
  line_name: '1号线', delayed: false, trial: false, aboard: 'presumed', notes: [], versions: { permit: 3 }, ...over,
})

/** The same numbers for the same seed (mulberry32), between 0 and 1. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
