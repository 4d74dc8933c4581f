// Places: circles between ring and radius, what is typed as the API takes it, the list's filter, the address.
import { describe, expect, it } from 'vitest'
import type { Polygon } from 'geojson'
import type { Declared, PlaceDetails, PlaceFeature } from '../src/api/placeTypes'
import { circleOf, metresBetween, ringOf } from '../src/map/circle'
import { declaredAreas, withRings } from '../src/map/collections'
import { readPlaces, writePlaces } from '../src/places/address'
import { stateOf } from '../src/places/declared/words'
import { pathsOf } from '../src/places/draw/snap'
import { givenOf } from '../src/places/PlaceForm'
import { filtered, NO_FILTER } from '../src/places/PlaceList'
import { hoursOf, hoursTyped, seasonOf, seasonTyped } from '../src/places/words'

const MIDDLE = [119.4, 34.72]
const SQUARE: Polygon = { type: 'Polygon', coordinates: [[[119.4, 34.72], [119.41, 34.72], [119.41, 34.73], [119.4, 34.72]]] }
const place = (over: Partial<PlaceDetails>, geometry: PlaceFeature['geometry'] = SQUARE): PlaceFeature => ({
  type: 'Feature', id: '1', geometry,
  properties: {
    id: '1', key: 'k', version: 1, category: 'zone', kind: 'school', name: '一小', name_en: null, limit_kmh: null, width_m: null, radius_m: null, direction: 'both', season: null, hours: null,
    guard_rail: null, limit_sign: null, warning_sign: null, organisation_id: null, source: '教育局', surveyed_on: null, since: '2026-01-01T00:00:00Z', until: null, road_class: null, ...over,
  },
})
const FIELDS = {
  category: 'zone', kind: 'school', name: '一小', name_en: '', limit_kmh: 40, width_m: 20, radius_m: 50, direction: 'forward', season: '', hours: '', guard_rail: 'there', limit_sign: 'missing',
  warning_sign: 'unknown', organisation_id: '7', source: '教育局', surveyed_on: '',
} as const

describe('circles', () => {
  it.each([5, 30, 800])('a ring of %d m is a circle of that radius again', (radius) => {
    const { middle, radius_m } = circleOf(ringOf(MIDDLE, radius))
    expect(metresBetween(middle, MIDDLE)).toBeLessThan(0.05)
    expect(Math.abs(radius_m - radius)).toBeLessThan(radius * 0.001)
  })

  it('a circle is drawn as its ring, everything else as it is', () => {
    const drawn = withRings({ type: 'FeatureCollection', features: [place({ radius_m: 30 }, { type: 'Point', coordinates: MIDDLE }), place({})] })
    expect(drawn.features.map((one) => one.geometry.type)).toEqual(['Polygon', 'Polygon'])
    expect(drawn.features[1]?.geometry).toBe(SQUARE)
  })
})

describe('what is typed', () => {
  it('hours and season go both ways', () => {
    expect(hoursOf('7:00-8:30，16:00 ~ 18:00')).toEqual([['7:00', '8:30'], ['16:00', '18:00']])
    expect(hoursOf(' ')).toBeNull()
    expect(hoursTyped([['07:00', '08:30'], ['16:00', '18:00']])).toBe('07:00-08:30, 16:00-18:00')
    expect(seasonOf('06-01 ~ 09-30')).toEqual(['06-01', '09-30'])
    expect(seasonOf('')).toBeNull()
    expect(seasonTyped(['06-01', '09-30'])).toBe('06-01 ~ 09-30')
  })

  it('a place has the extent of its shape and a limit only where a sign can be', () => {
    const zone = givenOf({ ...FIELDS }, { geometry: SQUARE, radius_m: null })
    expect([zone.limit_kmh, zone.width_m, zone.radius_m, zone.direction]).toEqual([null, null, null, 'both'])
    expect([zone.guard_rail, zone.limit_sign, zone.warning_sign]).toEqual([true, false, null])
    const circle = givenOf({ ...FIELDS }, { geometry: { type: 'Point', coordinates: MIDDLE }, radius_m: 50 })
    expect([circle.width_m, circle.radius_m]).toEqual([null, 50])
    const road = givenOf({ ...FIELDS, category: 'road_section', kind: 'other' }, { geometry: { type: 'LineString', coordinates: [MIDDLE, [119.5, 34.7]] }, radius_m: null })
    expect([road.limit_kmh, road.width_m, road.radius_m, road.direction, road.organisation_id]).toEqual([40, 20, null, 'forward', null])
  })
})

const ALL = [place({ name: '海棠路', category: 'road_section', kind: 'other' }), place({}), place({ name: '塘边', category: 'risk_segment', kind: 'water_side', name_en: 'Pond side' })]
const names = (filter: Partial<typeof NO_FILTER>) => filtered(ALL, { ...NO_FILTER, ...filter }).map((one) => one.properties.name)

describe('the list', () => {
  it('is filtered by words, category and kind', () => {
    expect(names({ q: 'pond' })).toEqual(['塘边'])
    expect(names({ category: 'road_section' })).toEqual(['海棠路'])
    expect(names({ kind: 'school' })).toEqual(['一小'])
    expect(names({})).toHaveLength(3)
  })

  it('is linked to', () => {
    expect(readPlaces('?place=7')).toEqual({ tab: 'places', place: '7' })
    expect(writePlaces({ tab: 'declared', place: null })).toBe('/places?tab=declared')
    expect(readPlaces(writePlaces({ tab: 'places', place: '7' }).replace('/places', ''))).toEqual({ tab: 'places', place: '7' })
  })
})

describe('declarations', () => {
  const fog: Declared = { id: '1', kind: 'fog', area: SQUARE, scope: null, source: '', since: '2026-11-24T00:00:00Z', until: '2026-11-24T02:00:00Z', declared_by: null, renews: null, visibility_m: 80, lowers: true }
  it('are planned, current and past by their own time', () => {
    expect(['2026-11-23T23:59:59Z', '2026-11-24T00:00:00Z', '2026-11-24T01:59:59Z', '2026-11-24T02:00:00Z'].map((at) => stateOf(fog, Date.parse(at)))).toEqual(['planned', 'current', 'current', 'past'])
    expect(stateOf({ ...fog, until: '2026-11-24T00:00:00.000001Z' }, Date.parse('2026-11-23T00:00:00Z'))).toBe('past')
  })

  it('are drawn where they have an area and lower the limit', () => {
    expect(declaredAreas([fog, { ...fog, area: null }, { ...fog, lowers: false }]).features).toHaveLength(1)
  })
})

describe('snapping', () => {
  it('knows the paths of every shape', () => {
    expect(pathsOf({ type: 'Point', coordinates: MIDDLE })).toEqual([])
    expect(pathsOf(SQUARE)).toHaveLength(1)
    expect(pathsOf({ type: 'MultiPolygon', coordinates: [SQUARE.coordinates, SQUARE.coordinates] })).toHaveLength(2)
  })
})
