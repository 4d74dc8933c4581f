// The address is the state: what is written there is read back the same, and nonsense is left aside.
import { describe, expect, it } from 'vitest'
import { HIDDEN_AT_FIRST, queryOf, readAddress, toggled, writeAddress, type MapAddress } from '../src/lib/address'
import { readTable, writeTable } from '../src/table/state'

const plain: MapAddress = { bus: null, finding: null, line: null, at: null, hiddenStates: [], hiddenLayers: [...HIDDEN_AT_FIRST], onlyOpen: false }

describe('the address of the map', () => {
  it('is empty for the map as it opens', () => {
    expect(writeAddress(plain)).toBe('')
    expect(readAddress('')).toEqual(plain)
  })

  it.each<Partial<MapAddress>>([
    { bus: '17' },
    { line: '5' },
    { finding: '0b9e2d64-7d1c-5a6f-9f35-0d3f54b2e111' },
    { at: { lat: 34.739, lon: 119.37, zoom: 13.25 } },
    { hiddenStates: ['parked', 'silent'], onlyOpen: true },
    { hiddenLayers: [] },
    { hiddenLayers: ['lines', 'plates'] },
    { bus: '苏 & ?', at: { lat: -34.5, lon: -119.25, zoom: 0 } },
  ])('comes back as it was written: %o', (part) => {
    const address = { ...plain, ...part }
    expect(readAddress(writeAddress(address))).toEqual(address)
  })

  it('leaves nonsense aside', () => {
    expect(readAddress('?at=x,y,z&hide=flying,late&off=moon')).toEqual({ ...plain, hiddenStates: ['late'], hiddenLayers: [] })
    expect(readAddress('?at=91,0,3').at).toBeNull()
  })

  it('toggles', () => {
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
    expect(toggled(['b'], 'a')).toEqual(['b', 'a'])
  })
})

describe('the address of a list', () => {
  it('comes back as it was written, and keeps the tab', () => {
    const state = { q: '苏G', sort: { key: 'plate', descending: true }, page: 3, size: 50, hidden: ['seats'], filters: { state: '违规' } }
    const search = writeTable(state, '?tab=parked')
    expect(readTable(search)).toEqual(state)
    expect(search).toContain('tab=parked')
  })

  it('takes a page size that is not offered for the first one', () => expect(readTable('?size=7&page=-2')).toMatchObject({ size: 20, page: 1 }))
})

describe('a question to the API', () => {
  it('leaves out what is not asked', () => expect(queryOf({ q: '苏G 1', role: undefined, kind: '' })).toBe(`q=${encodeURIComponent('苏G')}+1`))
})
