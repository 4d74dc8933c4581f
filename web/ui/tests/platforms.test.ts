// Other platforms: how their links stand, what is typed in as networks, what of a change is sent, a word for every problem.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Platform } from '../src/api/platforms'
import { shutUntil } from '../src/devices/bindings'
import { en } from '../src/i18n/en'
import { zhCN } from '../src/i18n/zh-CN'
import { mayDo } from '../src/lib/may'
import { changesOf, isNetwork, networksOf, newOf, standingOf, wishOf, type Wish } from '../src/platforms/words'


const MORNING = '2026-11-24T23:42:00Z'
const platform = (over: Partial<Platform> = {}): Platform => ({
  id: '1', name: '某校车公司平台', access_code: 3_207_001, user_id: 77, version: 2019, networks: ['203.0.113.0/28'], encrypted: false, disabled: false, created_at: MORNING,
  main_since: null, slave_since: null, last_heard: null, problem: null, problem_at: null, vehicles: 0, ...over,
})

describe('the links of a platform', () => {
  it('stand in one word', () => {
    expect(standingOf(platform())).toBe('never')
    expect(standingOf(platform({ main_since: MORNING, slave_since: MORNING, last_heard: MORNING }))).toBe('up')
    expect(standingOf(platform({ main_since: MORNING }))).toBe('main_only')
    expect(standingOf(platform({ slave_since: MORNING }))).toBe('slave_only')
    expect(standingOf(platform({ last_heard: MORNING }))).toBe('down')
  })
  it('of one that is disabled are not asked for', () => expect(standingOf(platform({ disabled: true, main_since: MORNING }))).toBe('disabled'))
})

describe('networks', () => {
  it('are typed one a line, or as people separate things', () =>
    expect(networksOf(' 203.0.113.0/28\n198.51.100.7，2001:db8::/32、198.51.100.7 ')).toEqual(['203.0.113.0/28', '198.51.100.7', '2001:db8::/32']))
  it('are addresses or networks, never names', () => {
    for (const good of ['203.0.113.7', '203.0.113.0/28', '0.0.0.0/0', '::1', '2001:db8::/32', 'FE80::1']) expect([good, isNetwork(good)]).toEqual([good, true])
    for (const bad of ['bus.example.cn', '300.0.0.1', '203.0.113.0/33', '203.0.113', '2001:db8::/129', '本机', '10.0.0.1:6809']) expect([bad, isNetwork(bad)]).toEqual([bad, false])
  })
})

const wish = (over: Partial<Wish> = {}): Wish => ({ name: ' 某平台 ', version: 2011, networks: '203.0.113.7', encrypting: 'none', ...over })

describe('a platform that is registered', () => {
  it('has its codes made where none are given', () => expect(newOf(wish())).toEqual({ name: '某平台', version: 2011, networks: ['203.0.113.7'] }))
  it('keeps those that are given, and its three constants', () =>
    expect(newOf(wish({ access_code: 5, user_id: 6, encrypting: 'given', m1: 1, ia1: 2, ic1: 0 }))).toMatchObject({ access_code: 5, user_id: 6, cipher: { m1: 1, ia1: 2, ic1: 0 } }))
  it('does not encrypt with constants that were typed and then left', () => expect(newOf(wish({ m1: 1, ia1: 2, ic1: 3 })).cipher).toBeUndefined())
})

describe('a change', () => {
  const held = platform({ encrypted: true })
  it('of nothing sends nothing: whatever is sent ends the links', () => expect(changesOf(held, wishOf(held))).toEqual({}))
  it('sends what differs and no more', () =>
    expect(changesOf(held, { ...wishOf(held), networks: '203.0.113.0/28\n198.51.100.7' })).toEqual({ networks: ['203.0.113.0/28', '198.51.100.7'] }))
  it('ends the encryption only when it is said', () => {
    expect(changesOf(held, { ...wishOf(held), encrypting: 'none' })).toEqual({ cipher: null })
    expect(changesOf(platform(), wishOf(platform()))).toEqual({})
    expect(changesOf(held, { ...wishOf(held), encrypting: 'given', m1: 1, ia1: 2, ic1: 3 })).toEqual({ cipher: { m1: 1, ia1: 2, ic1: 3 } })
  })
})

describe('a problem', () => {
  it('has a sentence and what to do, in both languages, for every word of the manual', () => {
    const manual = readFileSync(join(import.meta.dirname, '../../../docs/platforms.md'), 'utf8')
    const table = manual.split('\n').filter((line) => line.startsWith('| `') && !line.startsWith('| `problem`')).map((line) => line.split('|')[1] ?? '')
    const told = table.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map((word) => word[1] ?? '')).sort()
    expect(told.length).toBeGreaterThan(8)
    for (const words of [zhCN.platform, en.platform]) {
      expect(Object.keys(words.problem).sort()).toEqual(told)
      expect(Object.keys(words.todo).sort()).toEqual(told)
    }
  })
})

describe('who sees other platforms and who registers them', () => {
  it('is the office, and in it the clerk and the administrator', () =>
    expect((['admin', 'clerk', 'officer', 'auditor', 'operator'] as const).map((role) => [mayDo(role, 'seePlatforms'), mayDo(role, 'keepPlatforms')])).toEqual([
      [true, true], [true, true], [true, false], [true, false], [false, false],
    ]))
})

describe('a device that was shut out', () => {
  it('is so until its time is over', () => {
    expect(shutUntil({ throttled_until: MORNING }, Date.parse(MORNING) - 1)).toBe(MORNING)
    expect(shutUntil({ throttled_until: MORNING }, Date.parse(MORNING))).toBeNull()
    expect(shutUntil({ throttled_until: null }, 0)).toBeNull()
  })
})
