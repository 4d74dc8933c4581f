// The datum edge against the reference values of domain.md section 7.
import { describe, expect, it } from 'vitest'
import { datumEdge } from '../src/map/datum'

const metres = (a: [number, number], b: [number, number]) => {
  const rad = Math.PI / 180
  const east = (b[0] - a[0]) * rad * Math.cos(((a[1] + b[1]) / 2) * rad) * 6_371_008.8
  const north = (b[1] - a[1]) * rad * 6_371_008.8
  return { east, north, far: Math.hypot(east, north) }
}
const LIANYUN: [number, number] = [119.37, 34.739]

describe('the datum edge', () => {
  it('shifts the published reference point to BD-09 to the last digit', () => {
    const [lon, lat] = datumEdge('bd09').out([116.403988, 39.914266])
    expect(lon).toBeCloseTo(116.41661560068297, 12)
    expect(lat).toBeCloseTo(39.92196580126834, 12)
  })

  it('lies 528 m off in Lianyun for GCJ-02: 522 m east, 84 m south', () => {
    const shift = metres(LIANYUN, datumEdge('gcj02').out(LIANYUN))
    expect(Math.abs(shift.far - 528)).toBeLessThan(2)
    expect(Math.abs(shift.east - 522)).toBeLessThan(2)
    expect(Math.abs(shift.north + 84)).toBeLessThan(2)
  })

  it('lies 1,262 m off in Lianyun for BD-09', () => {
    expect(Math.abs(metres(LIANYUN, datumEdge('bd09').out(LIANYUN)).far - 1262)).toBeLessThan(4)
  })

  it.each(['wgs84', 'gcj02', 'bd09'] as const)('comes back from %s within a metre', (datum) => {
    const edge = datumEdge(datum)
    expect(metres(LIANYUN, edge.back(edge.out(LIANYUN))).far).toBeLessThan(1)
  })

  it('leaves WGS-84 untouched', () => {
    const path = { type: 'LineString' as const, coordinates: [LIANYUN, [119.4, 34.7]] }
    expect(datumEdge('wgs84').geometry(path)).toBe(path)
  })

  it('moves every corner of a collection and changes nothing that it was given', () => {
    const edge = datumEdge('gcj02')
    const given = {
      type: 'FeatureCollection' as const,
      features: [
        { type: 'Feature' as const, properties: { id: '1' }, geometry: { type: 'Polygon' as const, coordinates: [[LIANYUN, [119.38, 34.74], LIANYUN]] } },
      ],
    }
    const before = structuredClone(given)
    const moved = edge.collection(given)
    expect(given).toEqual(before)
    expect(moved.features[0]?.geometry.coordinates[0]?.[0]).toEqual(edge.out(LIANYUN))
    expect(moved.features[0]?.properties).toEqual({ id: '1' })
  })
})
