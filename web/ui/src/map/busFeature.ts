// One bus as a feature of the map, and the difference that turns an older one into it.
import type { GeoJSONFeatureDiff } from 'maplibre-gl'
import type { Feature, Point } from 'geojson'
import type { Bus } from '../api/types'
import { shownState, STATE_STYLES, type ShownState } from './states'

export interface BusProperties {
  id: string
  plate: string
  state: string
  shown: ShownState
  rank: number
  /** Only while it has a heading to show. */
  course?: number
  /** Only where its age is written beside it. */
  age?: string
  /** Only where anybody may have sent its positions. */
  unproven?: true
}

const OPTIONAL = ['course', 'age', 'unproven'] as const satisfies readonly (keyof BusProperties)[]
const KEYS = ['id', 'plate', 'state', 'shown', 'rank', ...OPTIONAL] as const satisfies readonly (keyof BusProperties)[]

export function busProperties(bus: Bus, behind: boolean, ageOf: (iso: string) => string): BusProperties {
  const shown = shownState(bus.state, behind)
  const style = STATE_STYLES[shown]
  const properties: BusProperties = { id: bus.id, plate: bus.plate, state: bus.state, shown, rank: style.rank }
  if (style.heading && bus.course_deg !== null) properties.course = bus.course_deg
  if (style.age) properties.age = ageOf(bus.fix_time)
  if (bus.unproven) properties.unproven = true
  return properties
}

export const busFeature = (properties: BusProperties, at: [number, number]): Feature<Point, BusProperties> => ({
  type: 'Feature',
  id: properties.id,
  geometry: { type: 'Point', coordinates: at },
  properties,
})

/** Most fixes move a bus and change nothing else of it: what is not said need not be copied to the map's worker. */
export function busDiff(before: BusProperties, properties: BusProperties, at: [number, number]): GeoJSONFeatureDiff {
  const diff: GeoJSONFeatureDiff = { id: properties.id, newGeometry: { type: 'Point', coordinates: at } }
  const changed = KEYS.filter((key) => properties[key] !== undefined && properties[key] !== before[key])
  const removed = OPTIONAL.filter((key) => properties[key] === undefined && before[key] !== undefined)
  if (changed.length > 0) diff.addOrUpdateProperties = changed.map((key) => ({ key, value: properties[key] }))
  if (removed.length > 0) diff.removeProperties = removed
  return diff
}
