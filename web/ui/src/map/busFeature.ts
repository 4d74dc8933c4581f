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

const OPTIONAL: readonly (keyof BusProperties)[] = ['course', 'age', 'unproven']

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

export const busDiff = (properties: BusProperties, at: [number, number]): GeoJSONFeatureDiff => ({
  id: properties.id,
  newGeometry: { type: 'Point', coordinates: at },
  addOrUpdateProperties: Object.entries(properties).map(([key, value]) => ({ key, value })),
  removeProperties: OPTIONAL.filter((key) => properties[key] === undefined),
})
