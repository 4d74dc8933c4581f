// From the clock of a replay to the map: where each bus is at a moment, one write at a time, React not involved.
import type { Feature, FeatureCollection, Point } from 'geojson'
import { busFeature, busProperties, type BusProperties } from '../../map/busFeature'
import type { DatumEdge } from '../../map/datum'
import type { ShownBus } from '../shown'
import { stateAt } from '../shown'
import { placeAt } from '../track'

interface Options {
  edge: DatumEdge
  silentAfterMs: number
  ageOf: (iso: string, moment: number) => string
  /** Resolves once the map has taken it. */
  write: (data: FeatureCollection<Point, BusProperties>) => Promise<unknown>
}

export class ReplayFeed {
  private readonly o: Options
  private buses: readonly ShownBus[] = []
  private breaches: { from: number; to: number }[][] = []
  private writing = false
  private waiting: number | null = null

  constructor(options: Options) {
    this.o = options
  }

  show(buses: readonly ShownBus[]): void {
    this.buses = buses
    this.breaches = buses.map(({ history }) => history.findings.map((one) => ({ from: Date.parse(one.began), to: one.ended ? Date.parse(one.ended) : Infinity })))
  }

  /** A moment that comes while the map is still busy with one before waits; only the newest is kept. */
  readonly draw = (moment: number): void => {
    if (this.writing) {
      this.waiting = moment
      return
    }
    this.writing = true
    void this.hand(moment)
  }

  private async hand(moment: number): Promise<void> {
    try {
      await this.o.write({ type: 'FeatureCollection', features: this.featuresAt(moment) })
    } finally {
      this.writing = false
      const next = this.waiting
      this.waiting = null
      if (next !== null) this.draw(next)
    }
  }

  featuresAt(moment: number): Feature<Point, BusProperties>[] {
    return this.buses.flatMap((bus, n) => {
      const place = placeAt(bus.track, moment, this.o.silentAfterMs)
      if (!place) return []
      const inBreach = (this.breaches[n] ?? []).some(({ from, to }) => from <= moment && moment <= to)
      const as = {
        id: bus.id, plate: bus.plate, lon: place.lon, lat: place.lat, speed_kmh: place.speed, course_deg: Number.isNaN(place.course) ? null : place.course,
        state: stateAt(inBreach, place.silent), fix_time: new Date(bus.track.time[place.heard] ?? moment).toISOString(), run_id: null,
      }
      return [busFeature(busProperties(as, false, (iso) => this.o.ageOf(iso, moment)), this.o.edge.out([place.lon, place.lat]))]
    })
  }
}
