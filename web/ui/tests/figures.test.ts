// The figures' address, their usual spans and how numbers stand beside others.
import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { askOf, dayFrom, daysIn, listed, listOf, readFigures, writeFigures } from '../src/figures/address'
import { presetOf, spansOn } from '../src/figures/presets'
import { beside, nameOf } from '../src/figures/parts/words'
import { WORDS } from '../src/i18n'

const TODAY = '2026-11-26'
const i18n = createInstance()
void i18n.init({ ...WORDS, lng: 'en' })
const t = i18n.t.bind(i18n)

describe('the address of the figures', () => {
  it('is the last seven days by operator where it says nothing or nonsense', () => {
    for (const search of ['', '?first=2026-11-31&last=2026-12-01', '?first=2026-11-02', '?first=2026-11-05&last=2026-11-02', '?first=2024-01-01&last=2026-11-02', '?by=colour&list=drop&severity=C']) {
      expect(readFigures(search, TODAY)).toEqual({ first: '2026-11-20', last: TODAY, by: 'operator', step: null, only: {}, severity: null, list: null })
    }
  })

  it('comes back as it was written', () => {
    const address = {
      first: '2026-10-01', last: '2026-10-31', by: 'place', step: 'week', severity: 'A1', list: 'cases?set=in_time&key=none',
      only: { operator: '3', rule: 'R24', place: '00000000-0000-4000-8000-00000000000a' },
    } as const
    expect(readFigures(writeFigures(address).replace('/figures', ''), TODAY)).toEqual(address)
  })

  it('asks the API for a list with what the list says itself before what the page says', () => {
    const address = readFigures(`?first=2026-10-01&last=2026-10-31&operator=3&list=${encodeURIComponent(listed('findings', { first: '2026-10-05', last: '2026-10-05', severity: 'B', key: null }))}`, TODAY)
    expect(askOf(address)).toBe('first=2026-10-01&last=2026-10-31&by=operator&operator_id=3')
    expect(listOf(address)?.kind).toBe('findings')
    expect(listOf(address)?.ask).toBe('first=2026-10-05&last=2026-10-05&by=operator&operator_id=3&severity=B')
  })
})

describe('the usual spans', () => {
  it('end today, last month with its last day; a term is there only while one is on', () => {
    const spans = spansOn('2026-03-01', { name: '', first: '2026-02-20', last: '2026-07-03' })
    expect(spans).toEqual({
      today: { first: '2026-03-01', last: '2026-03-01' }, week: { first: '2026-02-23', last: '2026-03-01' }, month: { first: '2026-03-01', last: '2026-03-01' },
      lastMonth: { first: '2026-02-01', last: '2026-02-28' }, term: { first: '2026-02-20', last: '2026-03-01' },
    })
    expect(spansOn('2026-03-01', null).term).toBeUndefined()
    expect(presetOf({ first: '2026-02-01', last: '2026-02-28' }, spans)).toBe('lastMonth')
    expect(presetOf({ first: '2026-02-01', last: '2026-02-27' }, spans)).toBeNull()
  })

  it('count both of their ends', () => {
    expect(daysIn('2026-10-01', '2026-10-31')).toBe(31)
    expect(dayFrom('2026-02-28', 1)).toBe('2026-03-01')
  })
})

describe('a figure in words', () => {
  it('says how it stands beside the span before', () => {
    expect(beside(t, 15, 12)).toBe('12 in the span before (+25%)')
    expect(beside(t, 9, 12)).toBe('12 in the span before (-25%)')
    expect(beside(t, 12, 12)).toBe('As many as in the span before')
    expect(beside(t, 3, 0)).toBe('None in the span before')
  })

  it('names a rule with its number, and says of what nobody knows that it is not known', () => {
    expect(nameOf(t, 'en', { key: 'R24', name: { zh: '超速', en: 'Speeding' } })).toBe('R24 Speeding')
    expect(nameOf(t, 'en', { key: '3', name: { zh: '甲公司', en: 'Company A' } })).toBe('Company A')
    expect(nameOf(t, 'en', { key: null, name: null })).toBe('Not known')
  })
})
