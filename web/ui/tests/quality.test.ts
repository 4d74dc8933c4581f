// The quality page: its address, and figures as people read them.
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Definition } from '../src/api/quality'
import { WORDS } from '../src/i18n'
import { daysOf, monthFrom, readQuality, writeQuality } from '../src/quality/address'
import { isPoor, ofHowMany, percent, rateOr } from '../src/quality/figures'
import { readTable, writeTable } from '../src/table/state'

const NOW = '2026-11'
const floor = (at: number | null, less = false) => ({ floor: at, less_is_better: less }) as Definition
const share = (rate: number | null) => ({ numerator: rate ?? 0, denominator: rate === null ? 0 : 1, rate })

beforeAll(() => i18next.init({ ...WORDS, lng: 'zh-CN' }))

describe('the address of the quality page', () => {
  it('is the present month and all operators when it says nothing', () =>
    expect(readQuality('', NOW)).toEqual({ month: NOW, by: 'operator', operator: null, vehicle: null }))
  it('comes back as it was written', () => {
    const chosen = { month: '2025-12', by: 'vehicle' as const, operator: '3', vehicle: '17' }
    expect(readQuality(writeQuality(chosen, NOW).replace('/quality', ''), NOW)).toEqual(chosen)
  })
  it('says nothing of what is so anyway', () => expect(writeQuality(readQuality('', NOW), NOW)).toBe('/quality'))
  it('believes no nonsense', () => expect(readQuality('?month=2026-13&by=x&operator=a&vehicle=1e9', NOW)).toEqual(readQuality('', NOW)))
  it('is kept when the list below is searched', () => {
    const search = '?month=2026-10&by=vehicle&operator=3'
    expect(writeTable({ ...readTable(search), q: 'X1' }, search)).toBe(`${search}&q=X1`)
  })
})

describe('months', () => {
  it('go over the end of a year', () => expect([monthFrom('2026-01', -1), monthFrom('2026-12', 1), monthFrom('2026-11', -24)]).toEqual(['2025-12', '2027-01', '2024-11']))
  it('have their days', () => expect([daysOf('2026-02').length, daysOf('2028-02').at(-1), daysOf('2026-11')[0]]).toEqual([28, '2028-02-29', '2026-11-01']))
})

describe('a rate', () => {
  it.each([[22 / 24, '91.67%'], [0.99834, '99.83%'], [0.999999, '99.99%'], [1, '100.00%'], [0, '0.00%'], [0.000001, '0.01%'], [0.07, '7.00%'], [0.29, '29.00%']])('%s is %s', (rate, shown) => expect(percent(rate)).toBe(shown))
  it('of nothing is none', () => expect([rateOr(share(null), '—'), rateOr(undefined, '—')]).toEqual(['—', '—']))
  it('is told with what it is of, minutes and kilometres as in the notices', () => {
    expect(ofHowMany(i18next.t, { numerator: 8_034_569.4, denominator: 8_035_200, rate: 1 }, 's')).toBe('133,909.5 / 133,920.0 分钟')
    expect(ofHowMany(i18next.t, { numerator: 278_890_630, denominator: 283_116_510, rate: 1 }, 'm')).toBe('278,890.6 / 283,116.5 公里')
    expect(ofHowMany(i18next.t, { numerator: 9983, denominator: 10_000, rate: 1 }, 'record')).toBe('9,983 / 10,000 条')
  })
  it('is poor where the assessment gives nothing', () => {
    expect([isPoor(floor(0.8), share(0.79)), isPoor(floor(0.8), share(0.8)), isPoor(floor(0.05, true), share(0.06)), isPoor(floor(0.05, true), share(0.05))]).toEqual([true, false, true, false])
    expect([isPoor(floor(null), share(0)), isPoor(floor(0.8), share(null))]).toEqual([false, false])
  })
})
