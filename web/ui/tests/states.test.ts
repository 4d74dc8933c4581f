// The six states: each has a shape, a colour and a word of its own, and silence is never said while we are behind.
import { describe, expect, it } from 'vitest'
import type { BusState } from '../src/api/types'
import { en } from '../src/i18n/en'
import { zhCN } from '../src/i18n/zh-CN'
import { BUS_STATES, SHOWN_STATES, shownState, STATE_STYLES } from '../src/map/states'

const SIX: BusState[] = ['in_order', 'late', 'breach', 'no_permit', 'silent', 'parked']

describe('the states of a bus', () => {
  it('are the six of the contract, each in the legend', () => {
    expect([...BUS_STATES].sort()).toEqual([...SIX].sort())
  })

  it('have each a shape of their own, so that colour is never alone', () => {
    expect(new Set(SHOWN_STATES.map((state) => STATE_STYLES[state].shape)).size).toBe(SHOWN_STATES.length)
  })

  it('have each a word and a meaning in both languages', () => {
    for (const words of [zhCN, en]) {
      expect(Object.keys(words.state).sort()).toEqual([...SHOWN_STATES].sort())
      expect(Object.keys(words.stateMeaning).sort()).toEqual([...SHOWN_STATES].sort())
    }
  })

  it('draw what needs a person above what does not', () => {
    const byRank = [...SHOWN_STATES].sort((a, b) => STATE_STYLES[b].rank - STATE_STYLES[a].rank)
    expect(byRank[0]).toBe('breach')
    expect(byRank.at(-1)).toBe('parked')
  })

  it('call no bus silent while our own processing is behind', () => {
    expect(shownState('silent', false)).toBe('silent')
    expect(shownState('silent', true)).toBe('waiting')
    expect(shownState('breach', true)).toBe('breach')
  })

  it('write the age beside the silent, and give it no heading', () => {
    expect(STATE_STYLES.silent).toMatchObject({ age: true, heading: false })
  })
})
