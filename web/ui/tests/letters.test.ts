// A letter's text as the editor takes it apart: the same as the server would take and refuse.
import { describe, expect, it } from 'vitest'
import { MOST_CHARS } from '../src/api/letters'
import { faultOf, paragraphsOf, withField } from '../src/letters/text'
import { jobsOf, siblingsOf } from '../src/shell/jobs'

const FIELDS = [{ name: 'plate', zh: '号牌号码', en: "the vehicle's plate" }, { name: 'bureau', zh: '教育行政部门', en: 'the education bureau' }]

describe('the text', () => {
  it('is paragraphs of words and fields, a line each', () => {
    expect(paragraphsOf('{bureau}：\n车辆 {plate} 。')).toEqual([
      { at: 0, pieces: [{ at: 0, text: '{bureau}', field: 'bureau' }, { at: 8, text: '：', field: null }] },
      { at: 10, pieces: [{ at: 10, text: '车辆 ', field: null }, { at: 13, text: '{plate}', field: 'plate' }, { at: 20, text: ' 。', field: null }] },
    ])
  })
  it('shows two braces as one', () => expect(paragraphsOf('a{{b}}c')).toEqual([{ at: 0, pieces: [{ at: 0, text: 'a{b}c', field: null }] }]))
  it.each(['{plate', 'plate}', '{pla{te}', 'x } y', '{'])('whose braces do not match is refused: %s', (text) => {
    expect(paragraphsOf(text)).toBeNull()
    expect(faultOf(text, FIELDS)).toEqual({ kind: 'braces' })
  })
  it('names every field that this letter does not have, once', () => {
    expect(faultOf('{plate} {driver} {driver} {}', FIELDS)).toEqual({ kind: 'unknown', names: ['driver', ''] })
    expect(faultOf('{plate!r} {plate:>9}', FIELDS)).toEqual({ kind: 'unknown', names: ['plate!r', 'plate:>9'] })
    expect(faultOf('{bureau}：{{plate}}', FIELDS)).toBeNull()
  })
  it('is neither empty nor longer than the server takes', () => {
    expect(faultOf(' \n ', FIELDS)).toEqual({ kind: 'empty' })
    expect(faultOf('字'.repeat(MOST_CHARS), FIELDS)).toBeNull()
    expect(faultOf('字'.repeat(MOST_CHARS + 1), FIELDS)).toEqual({ kind: 'long' })
  })
  it('takes a field where the cursor is, in place of what is marked', () => {
    expect(withField('车辆，车主', 'plate', 2, 2)).toEqual({ text: '车辆{plate}，车主', cursor: 9 })
    expect(withField('车辆X，', 'plate', 2, 3)).toEqual({ text: '车辆{plate}，', cursor: 9 })
  })
})

describe('the page', () => {
  it('stands with the permits, for the administrator and for a clerk', () => {
    for (const role of ['admin', 'clerk'] as const) expect(siblingsOf(role, '/letters').map((job) => job.key)).toEqual(['permits', 'rounds', 'granted', 'letters'])
    expect(jobsOf('admin').map((job) => job.key)).not.toContain('letters')
    expect(siblingsOf('auditor', '/permits').map((job) => job.key)).not.toContain('letters')
  })
})
