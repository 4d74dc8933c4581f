// The board of runs and the school calendar: what is in the address, what stands together, what a day is and what is sent of it.
import { describe, expect, it } from 'vitest'
import type { BoardRun, CalendarDay } from '../src/api/runs'
import { formOf, givenOf, kindOf } from '../src/calendar/kinds'
import { daysOn, grouped, readBoard, writeBoard } from '../src/runs/address'

const run = (id: string, line: string, bus: string, start: string) => ({ id, line_id: line, vehicle_id: bus, planned_start: start }) as BoardRun
const day = (given: Partial<CalendarDay>): CalendarDay => ({ day: '2026-11-27', classes: true, weekday: 4, decided: 'term', ends_at: null, leaves_at: null, unsaid: false, note: null, holiday: null, entry: null, ...given })

describe('the board', () => {
  it('keeps in the address what is not usual, and reads it again', () => {
    const usual = readBoard('')
    expect(writeBoard(usual)).toBe('/runs')
    const asked = { ...usual, day: '2026-11-30', q: '苏G', state: 'not_started' as const, by: 'bus' as const }
    expect(readBoard(writeBoard(asked).split('?')[1] ?? '')).toEqual(asked)
  })

  it('walks from day to day over the end of a year', () => {
    expect(daysOn('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysOn('2027-01-01', -1)).toBe('2026-12-31')
  })

  it('puts the runs of a line together in the order of time, the line first of which one wants somebody', () => {
    const told = [run('3', 'b', '1', '2026-11-30T09:00Z'), run('1', 'a', '1', '2026-11-30T07:00Z'), run('2', 'b', '2', '2026-11-30T07:10Z')]
    expect(grouped(told, 'line').map((group) => [group.key, group.runs.map((one) => one.id)])).toEqual([['b', ['2', '3']], ['a', ['1']]])
    expect(grouped(told, 'bus').map((group) => [group.key, group.runs.map((one) => one.id)])).toEqual([['1', ['1', '3']], ['2', ['2']]])
  })
})

describe('a day of the school calendar', () => {
  it('is whole, half, without classes, or made up by another weekday’s timetable', () => {
    expect([day({}), day({ ends_at: '12:00:00' }), day({ classes: false }), day({ weekday: 0 })].map(kindOf)).toEqual(['classes', 'half', 'none', 'makeUp'])
  })

  it('is sent with what belongs to its kind alone', () => {
    const form = { kind: 'none' as const, counts_as: 4, ends_at: '12:00', leaves_at: '11:40', until: '2026-11-30', note: '秋假' }
    expect(givenOf('2026-11-27', {}, form)).toEqual({ day: '2026-11-27', until: '2026-11-30', classes: false, counts_as: null, ends_at: null, leaves_at: null, note: '秋假', source: '' })
    expect(givenOf('2026-11-28', { stage: 'primary' }, { ...form, kind: 'makeUp' })).toMatchObject({ stage: 'primary', classes: true, counts_as: 4, until: null, ends_at: null })
    expect(givenOf('2026-11-27', { school_id: '7' }, { kind: 'calendar' })).toMatchObject({ school_id: '7', classes: null })
  })

  it('is in the form as its entry says, and as the calendar without one', () => {
    const entry = { day: '2026-11-27', classes: true, counts_as: null, ends_at: '12:00:00', leaves_at: '11:40:00', note: null, source: null }
    expect(formOf(day({ entry }))).toMatchObject({ kind: 'half', ends_at: '12:00', leaves_at: '11:40' })
    expect(formOf(day({})).kind).toBe('calendar')
  })
})
