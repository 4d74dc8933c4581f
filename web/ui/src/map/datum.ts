// The one edge where a place leaves WGS-84: everything drawn over tiles of another datum is shifted to that datum.
// Inside the page and in the address all is WGS-84 (design section 1.5); a raster tile cannot be bent, so what lies on it is.
import gcoord from 'gcoord'
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { Datum } from '../api/types'

const CRS = { gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const

export interface DatumEdge {
  /** WGS-84 to the drawn datum; degrees. */
  out(at: Position): [number, number]
  /** The drawn datum to WGS-84; degrees. */
  back(at: Position): [number, number]
  /** A copy of the geometry in the drawn datum. */
  geometry<G extends Geometry>(geometry: G): G
  collection<G extends Geometry, P>(collection: FeatureCollection<G, P>): FeatureCollection<G, P>
}

const pair = (at: Position): [number, number] => [at[0] ?? 0, at[1] ?? 0]

type Nested = Position | Nested[]
const isPosition = (value: Nested): value is Position => typeof value[0] === 'number'
const walk = (value: Nested, move: (at: Position) => [number, number]): Nested =>
  isPosition(value) ? move(value) : value.map((inner) => walk(inner, move))

export function datumEdge(datum: Datum): DatumEdge {
  const out =
    datum === 'wgs84' ? pair : (at: Position) => gcoord.transform(pair(at), gcoord.WGS84, CRS[datum])
  const back =
    datum === 'wgs84' ? pair : (at: Position) => gcoord.transform(pair(at), CRS[datum], gcoord.WGS84)
  const geometry = <G extends Geometry>(given: G): G => {
    if (datum === 'wgs84') return given
    if (given.type === 'GeometryCollection') return { ...given, geometries: given.geometries.map(geometry) }
    return { ...given, coordinates: walk((given as { coordinates: Nested }).coordinates, out) }
  }
  return {
    out,
    back,
    geometry,
    collection: (given) => ({
      ...given,
      features: given.features.map((feature) => ({ ...feature, geometry: geometry(feature.geometry) })) as Feature<
        (typeof given.features)[number]['geometry'],
        (typeof given.features)[number]['properties']
      >[],
    }),
  }
}
