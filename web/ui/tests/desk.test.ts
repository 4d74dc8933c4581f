// The desk's address, the order of its list, and what is sounded once.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Case } from '../src/api/desk'
import { askOf, filterOf, readDesk, writeDesk } from '../src/desk/address'
import { fresh } from '../src/desk/alarm'
import { inOrder } from '../src/desk/order'

const desk = (over: Partial<Case> = {}): Case => ({
  id: '1', rule: 'R24', article: '35', severity: 'A1', state: 'open', level: 0, version: 1, vehicle_id: '1', plate: '苏G·X1018', operator: null, school: null,
  findings: 1, first_began: '2026-11-24T07:42:00Z', last_began: '2026-11-24T07:42:00Z', opened_at: '2026-11-24T07:42:00Z', due_at: '2026-11-24T08:12:00Z', overdue: false,
  assigned: null, taken_over: false, sampled: false, decision: null, open_findings: 0, line_name: null, measured: 45, allowed: 20, unit: 'km/h', ...over,
})
const dayOf = (day: string, end: boolean) => `${day}${end ? 'end' : 'begin'}`

describe('the address', () => {
  it('is the state, there and back', () => {
    const search = '?state=open&state=handled&severity=B&rule=R24&operator=7&school=9&since=2026-11-01&until=2026-11-02&q=x&overdue=1&mine=1&case=12'
    expect(writeDesk(readDesk(search))).toBe(`/desk${search.replace('&case=12', '').replace('&overdue', '&overdue')}&case=12`)
    expect(writeDesk(readDesk(''))).toBe('/desk')
    expect(writeDesk(readDesk('?tab=watch'))).toBe('/desk?tab=watch')
  })
  it('leaves out what is no state, no rule and no id', () => {
    expect(writeDesk(readDesk('?state=burning&severity=Z&rule=24&case=1;2&tab=x&since=today'))).toBe('/desk')
  })
  it('asks for what is unfinished unless something else is chosen', () => {
    expect(askOf(readDesk(''), dayOf)).toBe('state=open&state=acknowledged&state=assigned&state=handled')
    expect(askOf(readDesk('?state=all&since=2026-11-01&until=2026-11-02'), dayOf)).toBe('since=2026-11-01begin&until=2026-11-02end')
    expect(askOf(readDesk('?state=closed&mine=1'), dayOf)).toBe('state=closed&mine=true')
  })
  it('saves the filter without the open case', () => {
    expect(filterOf(readDesk('?case=3&severity=A1')).toString()).toBe('severity=A1')
  })
})

describe('the list', () => {
  it('puts what is overdue first, then the gravest, then what has the least time', () => {
    const list = [
      desk({ id: '1', state: 'handled', due_at: null }), desk({ id: '2', severity: 'A2', due_at: '2026-11-24T16:00:00Z' }), desk({ id: '3' }), desk({ id: '4', due_at: '2026-11-24T08:00:00Z' }),
      desk({ id: '5', severity: 'B' }), desk({ id: '6', severity: 'A2', overdue: true }),
    ]
    expect(inOrder(list).map((one) => one.id)).toEqual(['6', '5', '4', '3', '2', '1'])
  })
})

describe('the sound', () => {
  beforeEach(() => localStorage.clear())
  it('is for the gravest that are open, once each', () => {
    const list = [desk({ id: '1' }), desk({ id: '2', severity: 'A2' }), desk({ id: '3', state: 'acknowledged' }), desk({ id: '4', severity: 'B' })]
    expect(fresh(list).map((one) => one.id)).toEqual(['1', '4'])
    expect(fresh(list)).toEqual([])
    expect(fresh([...list, desk({ id: '5' })]).map((one) => one.id)).toEqual(['5'])
  })
})
