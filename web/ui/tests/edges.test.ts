// Small edges: raw bytes of parked frames, hosts of tile templates, collections for the map.
import { describe, expect, it } from 'vitest'
import { decodeRaw } from '../src/lib/raw'
import { lineStops, middle, trailOf } from '../src/map/collections'
import { hostsOf } from '../src/map/layers/tiles'

const base64 = (bytes: number[]) => btoa(String.fromCodePoint(...bytes))

describe('the raw bytes of a parked frame', () => {
  it('are shown as text where they are text, and in hex always', () => {
    const raw = decodeRaw(btoa('$GPRMC,0*00\r\n'))
    expect(raw.text).toBe('$GPRMC,0*00\r\n')
    expect(raw.hex).toBe('24 47 50 52 4D 43 2C 30 2A 30 30 0D 0A')
  })
  it('are shown in hex alone where they are noise', () => {
    expect(decodeRaw(base64([0x16, 0x03, 0xff, 0x00]))).toMatchObject({ text: null, hex: '16 03 FF 00' })
    expect(decodeRaw(base64([0x00, 0x41]))).toMatchObject({ text: null })
  })
})

describe('the hosts of a tile source', () => {
  it('are counted out', () => {
    expect(hostsOf('https://t{0-2}.example/{z}/{x}/{y}')).toEqual(['https://t0.example/{z}/{x}/{y}', 'https://t1.example/{z}/{x}/{y}', 'https://t2.example/{z}/{x}/{y}'])
    expect(hostsOf('https://{s}.example/{z}')).toHaveLength(3)
    expect(hostsOf('/tiles/{z}/{x}/{y}.png')).toEqual(['/tiles/{z}/{x}/{y}.png'])
  })
})

const stop = (name: string) => ({ seq: 1, name, name_en: null, offset_s: 0, point: { type: 'Point' as const, coordinates: [119.3, 34.7] } })
const line = (id: string, ...names: string[]) => ({ id, code: id, name: id, name_en: null, direction: 'to_school', school_id: null, school_name: null, path: null, stops: names.map(stop) })
const point = (lon: number, delayed: boolean) => ({
  type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: [lon, 34.7] }, properties: { time: '', speed_kmh: 0, course_deg: 0, delayed },
})

describe('what the sources hold', () => {
  it('shows a stop once, though two lines halt there, and leaves a school its own name', () => {
    const school = { id: 's', name: '墟沟小学', name_en: null, kind: 'school', stage: null, point: null }
    const stops = lineStops([line('1', '海棠花园', '墟沟小学'), line('2', '海棠花园')], [school])
    expect(stops.features.map((one) => one.properties?.name as unknown)).toEqual(['海棠花园', undefined])
  })
  it('draws no delayed fix into the trail', () => {
    const trail = trailOf({ type: 'FeatureCollection', features: [point(1, false), point(9, true), point(2, false)] })
    expect(trail.features[0]?.geometry).toEqual({ type: 'LineString', coordinates: [[1, 34.7], [2, 34.7]] })
    expect(trailOf(undefined).features).toEqual([])
  })
  it('finds the middle of a place', () => expect(middle({ type: 'LineString', coordinates: [[0, 0], [2, 4]] })).toEqual([1, 2]))
})
