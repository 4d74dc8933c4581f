// Numbers, times and ages as an officer reads them.
import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { WORDS } from '../src/i18n'
import { age, clockIn, duration, exceeds, pointOf, quantity } from '../src/lib/format'

const NOW = Date.parse('2026-11-24T00:00:00Z')
const ago = (s: number) => new Date(NOW - s * 1000).toISOString()
let zh: TFunction
let english: TFunction

beforeAll(async () => {
  const words = i18next.createInstance()
  await words.init({ ...WORDS, lng: 'zh-CN' })
  zh = words.getFixedT('zh-CN')
  english = words.getFixedT('en')
})

describe('ages', () => {
  it.each([
    [0, '刚刚'], [4, '刚刚'], [5, '5 秒前'], [59, '59 秒前'], [60, '1 分钟前'], [180, '3 分钟前'], [3599, '59 分钟前'], [3600, '1 小时前'], [172_800, '2 天前'],
  ])('of %i seconds is "%s"', (s, said) => expect(age(zh, ago(s), NOW)).toBe(said))

  it('are said in English too, and never lie in the future', () => {
    expect(age(english, ago(180), NOW)).toBe('3 min ago')
    expect(age(english, ago(-30), NOW)).toBe('just now')
  })
})

describe('values', () => {
  it('carry their unit, lengths of time their words', () => {
    expect(quantity(zh, 45, 'km/h')).toBe('45 km/h')
    expect(quantity(zh, 65.4, 'km/h')).toBe('65.4 km/h')
    expect(quantity(zh, 184.4, 'm')).toBe('184 m')
    expect(quantity(zh, 90, 's')).toBe('90 秒')
    expect(duration(zh, 264)).toBe('4 分钟')
    expect(duration(english, 9000)).toBe('2 h 30 min')
  })

  it('never look the same where one exceeds the other', () => {
    expect(exceeds(zh, { measured: 120.48, allowed: 120, unit: 's' })).toBe('120.5 > 120 秒')
    expect(exceeds(zh, { measured: 60.3, allowed: 60, unit: 'm' })).toBe('60.3 > 60 m')
    expect(exceeds(zh, { measured: 32.1, allowed: 20, unit: 'km/h' })).toBe('32.1 > 20 km/h')
  })

  it('stand as measured > allowed, and are left out where a rule measures nothing', () => {
    expect(exceeds(zh, { measured: 45, allowed: 20, unit: 'km/h' })).toBe('45 > 20 km/h')
    expect(exceeds(zh, { measured: 264, allowed: 90, unit: 's' })).toBe('264 > 90 秒')
    expect(exceeds(zh, { measured: 1900, allowed: 120, unit: 's' })).toBe('31 分钟 > 120 秒')
    expect(exceeds(zh, { measured: 12, allowed: null, unit: 'm' })).toBe('12 m')
    expect(exceeds(zh, { measured: null, allowed: null, unit: null })).toBeNull()
  })
})

describe('times', () => {
  const clock = clockIn('Asia/Shanghai')
  it('are those of the service, wherever the desk is', () => {
    expect(clock.time('2026-11-23T23:42:05Z')).toBe('07:42')
    expect(clock.seconds('2026-11-23T23:42:05Z')).toBe('07:42:05')
    expect(clock.date('2026-11-23T23:42:05Z')).toBe('2026-11-24')
    expect(clock.time('2026-11-23T16:00:00Z')).toBe('00:00')
  })

  it('name the day only when it is another one', () => {
    expect(clock.moment(ago(60), NOW)).toBe('07:59')
    expect(clock.moment(ago(86_400), NOW)).toBe('11-23 08:00')
    expect(clock.moment('2025-12-31T00:00:00Z', NOW)).toBe('2025-12-31 08:00')
  })

  it('leave a date of the law as it is', () => expect(clockIn('America/New_York').date('2027-08-24')).toBe('2027-08-24'))
})

describe('the place of a search hit', () => {
  it('is read as a pair or as a GeoJSON point', () => {
    expect(pointOf([119.3, 34.7])).toEqual([119.3, 34.7])
    expect(pointOf({ type: 'Point', coordinates: [119.3, 34.7] })).toEqual([119.3, 34.7])
    expect(pointOf(null)).toBeNull()
  })
})
