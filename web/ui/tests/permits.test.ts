// The permit desk: what the work list asks for whom, how a deadline is told, what a draft sends.
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { UNDER_WAY } from '../src/api/permits'
import { WORDS } from '../src/i18n'
import { askOf, readList, writeList } from '../src/permits/address'
import { draftOf } from '../src/permits/draft/values'
import { lawWords, leftWords, stepWords, toneOf } from '../src/permits/words'

beforeAll(async () => {
  await i18next.init({ ...WORDS, lng: 'zh-CN' })
})
const t = () => i18next.t
const asked = (search: string, role: Parameters<typeof askOf>[1]) => askOf(readList(search), role)
const FRIDAY = '2026-11-27'
const due = (due_on: string, days_left: number) => ({ due_on, days_left })

describe('the work list', () => {
  it('shows an office what it is asked and has not answered', () => expect(asked('', 'police')).toBe('office=police'))
  it('shows the government what is before it', () => expect(asked('', 'government')).toBe('state=government'))
  it('shows a clerk what is under way', () => expect(new URLSearchParams(asked('', 'clerk')).getAll('state')).toEqual([...UNDER_WAY]))
  it('shows all where that is asked', () => expect(asked('?show=all', 'transport')).toBe(''))
  it('lets a chosen state go before what waits for the role', () => expect(asked('?state=granted', 'government')).toBe('state=granted'))
  it('keeps its filters in the address', () => {
    const address = '?show=all&q=XC2026&state=accepted&kind=renewal&overdue=1'
    expect(writeList(readList(address))).toBe(address)
    expect(readList('?state=invented&kind=none')).toMatchObject({ state: null, kind: null })
  })
})

describe('a deadline', () => {
  it.each([
    ['2026-11-25', -2, '超期 2 天', 'over'],
    ['2026-11-27', 0, '今天到期', 'soon'],
    ['2026-12-01', 2, '剩 2 天', 'soon'],
    ['2026-12-02', 3, '剩 3 天', 'calm'],
  ])('of %s is told as it is', (day, days, words, tone) => {
    expect(leftWords(t(), due(day, days), FRIDAY)).toBe(words)
    expect(toneOf(due(day, days), FRIDAY)).toBe(tone)
  })
  it('is over on the weekend after its last day', () => {
    expect(leftWords(t(), due(FRIDAY, 0), '2026-11-28')).toBe('已超期')
    expect(toneOf(due(FRIDAY, 0), '2026-11-28')).toBe('over')
  })
})

describe('the words', () => {
  it('name the laws of a term', () => expect(lawWords(t(), 'REG 15; VEH 59')).toBe('校车安全管理条例第 15 条、机动车登记规定第 59 条'))
  it('of a step are those of its table', () => {
    expect(stepWords(t(), 'police', 'present')).toBe('车辆已交验')
    expect(stepWords(t(), 'application', 'edit')).toBe('修改内容')
  })
})

describe('a draft', () => {
  it('says of what was left blank that it is none', () => {
    const sent = draftOf({ driver_ids: ['3'], attendant_ids: [], line_version_ids: [], safety_system: true, insurer: '  ', remarks: ' 早班 ', portal_number: '' }, 4)
    expect(sent).toMatchObject({ version: 4, portal_number: null, vehicle_id: null, content: { driver_ids: ['3'], insurer: null, remarks: '早班', seats: null, safety_system: true } })
  })
})
