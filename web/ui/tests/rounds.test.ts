// A pasted table, and a month as rows of weeks.
import { describe, expect, it, test } from 'vitest'
import type { RoundFile, StepOfMany } from '../src/api/rounds'
import { wishOf } from '../src/rounds/asked'
import { neighbours, weeksOf } from '../src/lib/month'
import { readPasted } from '../src/rounds/paste'

describe('numbers pasted from a table', () => {
  it('are found by the plate, whatever divides the columns and whichever comes first', () => {
    const { found } = readPasted('苏G0001学\tXB-1\n2, 苏g·0002学, XB-2\r\n苏G0003学 XB-3\n', ['苏G0001学', '苏G0002学', '苏G0003学'])
    expect([...found]).toEqual([['苏G0001学', 'XB-1'], ['苏G0002学', 'XB-2'], ['苏G0003学', 'XB-3']])
  })
  it('are in the column after the plate, whatever follows it', () => {
    const { found, unknown } = readPasted('1\t苏G0001学\tXB-1\t港城校车公司\t备注\n2\t苏G0002学\t\t港城校车公司\nXB-3，苏G0003学\n', ['苏G0001学', '苏G0002学', '苏G0003学'])
    expect([...found]).toEqual([['苏G0001学', 'XB-1'], ['苏G0003学', 'XB-3']])
    expect(unknown).toEqual(['2\t苏G0002学\t\t港城校车公司'])
  })
  it('that name no vehicle of the round, or a plate twice, are told', () => {
    const pasted = readPasted('号牌\t编号\n苏G0001学\tXB-1\n苏G0001学\tXB-9\n苏G9999学\tXB-2\n苏G0001学', ['苏G0001学'])
    expect(pasted.unknown).toEqual(['号牌\t编号', '苏G9999学\tXB-2', '苏G0001学'])
    expect(pasted.twice).toEqual(['苏G0001学'])
  })
})

test('each file goes with the version at which it was seen, whatever became of it meanwhile', () => {
  const seen = { id: '7', version: 3 } as RoundFile
  const step = { subject: 'application', step: 'accept', recorded: false, needs: [], files: 1 } as StepOfMany
  expect(wishOf(step, [seen], {}, {}, 'Asia/Shanghai').files).toEqual([{ application_id: '7', version: 3 }])
})

describe('a month', () => {
  it('is rows of weeks that begin on Monday', () => {
    const weeks = weeksOf(Array.from({ length: 30 }, (_, n) => `2026-09-${String(n + 1).padStart(2, '0')}`))
    expect(weeks[0]).toEqual([null, '2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04', '2026-09-05', '2026-09-06'])
    expect(weeks.at(-1)?.slice(0, 4)).toEqual(['2026-09-28', '2026-09-29', '2026-09-30', null])
  })
  it('knows the one before and the one after, over the year', () => {
    expect(neighbours('2026-12')).toEqual(['2026-11', '2027-01'])
    expect(neighbours('2027-01')).toEqual(['2026-12', '2027-02'])
  })
})
