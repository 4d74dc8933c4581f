// What a click does to a line: a stop beside its path, in the order in which the bus comes by.
import { describe, expect, test } from 'vitest'
import { stillToDraw, type Drawn, type LineWish } from '../src/api/lines'
import { NOTHING_DRAWN, onPath, timeAt, withoutStop, withStop } from '../src/lines/edit'

const path = { type: 'LineString' as const, coordinates: [[119.4, 34.7], [119.45, 34.7], [119.45, 34.75]] }

describe('a stop', () => {
  test('lies on the path where the click was nearest', () => {
    const place = onPath(path, [119.42, 34.701])
    expect(place.at).toEqual([119.42, 34.7])
    expect(Math.round(place.beside_m)).toBe(111)
  })
  test('stands among the others by the way and by the time', () => {
    const ends = withStop(withStop({ ...NOTHING_DRAWN, path }, [119.4, 34.7], 'a'), [119.45, 34.75], 'c')
    const all = withStop(ends, [119.45, 34.7], 'b')
    expect(all.stops.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    const [a, b, c] = all.stops.map(({ offset_s }) => offset_s)
    expect(a).toBe(0)
    expect(b).toBeGreaterThan(600)
    expect(c).toBeGreaterThan(b ?? 0)
  })
  test('that is first gives the departure to the next when it is removed', () => {
    const two = withStop(withStop({ ...NOTHING_DRAWN, path }, [119.4, 34.7], 'a'), [119.45, 34.75], 'b')
    expect(withoutStop(two, two.stops[0]?.key ?? 0).stops.map(({ offset_s }) => offset_s)).toEqual([0])
  })
})

test('the time at a stop is that of the clock, past midnight too', () => {
  expect(timeAt('06:50', 600)).toBe('07:00')
  expect(timeAt('23:50', 1200)).toBe('00:10')
})

describe('a save that is tried again', () => {
  const wish: LineWish = { of: null, name: '三号线', name_en: null, direction: 'to_school', school_id: '4', path, stops: [], times: [] }
  const drawn = { wish, made: { id: '9', version: 1, version_id: '31' } } as Drawn
  test('draws nothing that is drawn already', () => {
    expect(stillToDraw(wish, null)).toBe(null)
    expect(stillToDraw({ ...wish }, drawn)).toBe('nothing')
  })
  test('draws what was changed since as the next version of it', () => {
    const longer = { ...wish, path: { ...path, coordinates: [...path.coordinates, [119.5, 34.75]] } }
    expect(stillToDraw(longer, drawn)).toEqual({ id: '9', version: 1, versionId: '31' })
    expect(stillToDraw({ ...wish, name: '四号线' }, drawn)).toBe(null)
  })
})
