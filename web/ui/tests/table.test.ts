// Lists: searched, filtered, sorted, exported.
import { describe, expect, it } from 'vitest'
import { toCsv } from '../src/table/csv'
import { choices, selectRows, type Column } from '../src/table/rows'
import { readTable } from '../src/table/state'

interface Row { plate: string; speed: number; state: string }
const ROWS: Row[] = [
  { plate: '苏G·X10', speed: 45, state: '违规' },
  { plate: '苏G·X2', speed: 9, state: '正常' },
  { plate: '苏G·X3', speed: 100, state: '正常' },
]
const COLUMNS: Column<Row>[] = [
  { key: 'plate', title: '号牌', text: (row) => row.plate },
  { key: 'speed', title: '车速', text: (row) => `${row.speed} km/h`, order: (row) => row.speed },
  { key: 'state', title: '状态', text: (row) => row.state, filter: true },
]
const plates = (search: string) => selectRows([...ROWS], COLUMNS, readTable(search)).map((row) => row.plate)

describe('a list', () => {
  it('finds rows that hold every word', () => expect(plates('?q=正常 x3')).toEqual(['苏G·X3']))
  it('filters by a column', () => expect(plates('?f.state=正常')).toEqual(['苏G·X2', '苏G·X3']))
  it('sorts by value, not by the text of it', () => expect(plates('?sort=speed')).toEqual(['苏G·X2', '苏G·X10', '苏G·X3']))
  it('sorts numbers within text as numbers, downwards too', () => expect(plates('?sort=-plate')).toEqual(['苏G·X10', '苏G·X3', '苏G·X2']))
  it('offers each value of a filter once', () => expect(choices(ROWS, COLUMNS[2]!)).toHaveLength(2))
})

describe('an export', () => {
  it('opens in a spreadsheet with its Chinese, its commas and its quotes', () =>
    expect(toCsv(['号牌', '说明'], [['苏G·X10', '说"慢", 再说']])).toBe('\uFEFF号牌,说明\r\n苏G·X10,"说""慢"", 再说"\r\n'))
  it('never becomes a formula', () => expect(toCsv(['a'], [['=1+1']])).toContain("'=1+1"))
})
