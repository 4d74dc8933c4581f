// Findings kept in order as they come are those that sorting all of them would give.
import { describe, expect, it } from 'vitest'
import type { Finding } from '../src/api/types'
import { NewestFirst } from '../src/live/ordered'
import { finding, generator } from './examples'

const NOW = Date.parse('2026-11-24T07:42:00Z')
const sorted = (all: Iterable<Finding>) =>
  [...all].sort((a, b) => Date.parse(b.began) - Date.parse(a.began) || (a.id < b.id ? -1 : 1)).map((one) => one.id)

describe('findings in their order', () => {
  it.each([1, 2, 3, 4])('are newest first after any of them came, changed, moved or went (seed %i)', (seed) => {
    const random = generator(seed)
    const kept = new NewestFirst()
    const truth = new Map<string, Finding>()
    for (let round = 0; round < 80; round++) {
      const some = Array.from({ length: Math.ceil(random() * (round % 20 === 0 ? 150 : 4)) }, () => {
        // many of one second, with and without a fraction, so that only the id decides
        const began = new Date(NOW + Math.floor(random() * 20) * 500).toISOString().replace('.000Z', 'Z')
        return finding({ id: `f${Math.floor(random() * 200)}`, began, ended: random() < 0.3 ? began : null })
      })
      for (const one of some) truth.set(one.id, one)
      kept.put(some)
      if (round % 7 === 0) {
        kept.keep((one) => one.ended === null)
        for (const one of truth.values()) if (one.ended !== null) truth.delete(one.id)
      }
      expect(kept.all.map((one) => one.id)).toEqual(sorted(truth.values()))
      expect(kept.size).toBe(truth.size)
    }
  })

  it('are the same list until one of them changes', () => {
    const kept = new NewestFirst()
    kept.put([finding({ id: 'a' })])
    const before = kept.all
    kept.put([])
    kept.keep(() => true)
    expect(kept.all).toBe(before)
    kept.put([finding({ id: 'a', ended: '2026-11-24T07:42:00Z' })])
    expect(kept.all).not.toBe(before)
    expect(kept.get('a')?.ended).toBe('2026-11-24T07:42:00Z')
  })
})
