// From the live store to the map: one animation-frame flush of what changed into the source, React not involved.
import type { GeoJSONSourceDiff } from 'maplibre-gl'
import { measured } from '../lib/measured'
import type { Change, LiveStore } from '../live/store'
import type { DatumEdge } from './datum'
import { busDiff, busFeature, busProperties, type BusProperties } from './busFeature'
import { Glide, type LonLat } from './glide'

export interface BusFeedOptions {
  store: LiveStore
  edge: DatumEdge
  write: (diff: GeoJSONSourceDiff) => void
  ageOf: (iso: string) => string
  /** False for people who asked for less motion. */
  smooth: boolean
}

/** Frames of a glide: enough for the eye, a quarter of the work. */
const FRAME_MS = 66
/** Where the machine takes longer than this between them, gliding costs more than it gives. */
const TOO_SLOW_MS = 160
const MOST_GLIDING = 300
const AGES_EVERY_MS = 5000

export class BusFeed {
  private readonly o: BusFeedOptions
  private readonly known = new Map<string, BusProperties>()
  private readonly drawn = new Map<string, LonLat>()
  private readonly dirty = new Set<string>()
  private readonly glide = new Glide()
  private frame = 0
  private lastFrame = 0
  private slowFrames = 0
  private wasBehind = false
  private readonly stops: (() => void)[] = []

  constructor(options: BusFeedOptions) {
    this.o = options
  }

  start(): void {
    this.stops.push(this.o.store.subscribe((change) => this.take(change)))
    const timer = setInterval(() => this.renewAges(), AGES_EVERY_MS)
    this.stops.push(() => clearInterval(timer))
    this.o.write({ removeAll: true })
    this.everything()
  }

  stop(): void {
    for (const stop of this.stops) stop()
    cancelAnimationFrame(this.frame)
    this.frame = 0
  }

  /** Everything anew at the next frame: after a snapshot, a change of language. */
  everything(): void {
    for (const id of this.o.store.buses.keys()) this.dirty.add(id)
    for (const id of this.known.keys()) this.dirty.add(id)
    this.schedule()
  }

  private take(change: Change): void {
    const { store } = this.o
    if (change.all || store.behind !== this.wasBehind) {
      this.wasBehind = store.behind
      this.everything()
      return
    }
    for (const id of change.buses) this.dirty.add(id)
    for (const id of change.gone) this.dirty.add(id)
    this.schedule()
  }

  private renewAges(): void {
    for (const bus of this.o.store.buses.values()) if (bus.state === 'silent') this.dirty.add(bus.id)
    this.schedule()
  }

  private schedule(): void {
    if (this.frame === 0 && (this.dirty.size > 0 || this.glide.moving)) this.frame = requestAnimationFrame(this.flush)
  }

  private readonly flush = (now: number): void => {
    this.frame = 0
    if (this.dirty.size === 0 && now - this.lastFrame < FRAME_MS) return this.schedule()
    this.judgePace(now)
    measured('live-map', () => {
      const diff = this.collect(now)
      if (diff) this.o.write(diff)
    })
    this.schedule()
  }

  /** Gives up gliding for good where frames come too slowly. */
  private judgePace(now: number): void {
    if (this.glide.moving && this.lastFrame > 0) {
      this.slowFrames = now - this.lastFrame > TOO_SLOW_MS ? this.slowFrames + 1 : Math.max(0, this.slowFrames - 1)
    }
    this.lastFrame = now
  }

  private get gliding(): boolean {
    return this.o.smooth && this.slowFrames < 12 && this.o.store.buses.size <= MOST_GLIDING
  }

  private collect(now: number): GeoJSONSourceDiff | null {
    const { store, edge, ageOf } = this.o
    const add: NonNullable<GeoJSONSourceDiff['add']> = []
    const update: NonNullable<GeoJSONSourceDiff['update']> = []
    const remove: string[] = []
    for (const id of this.dirty) {
      const bus = store.buses.get(id)
      if (!bus) {
        if (this.known.delete(id)) remove.push(id)
        this.drawn.delete(id)
        this.glide.forget(id)
        continue
      }
      const target = edge.out([bus.lon, bus.lat])
      const before = this.drawn.get(id)
      if (before && this.gliding) this.glide.head(id, before, target, now)
      else this.glide.forget(id)
      const at = this.glide.at(id, target, now)
      this.drawn.set(id, at)
      const properties = busProperties(bus, store.behind, ageOf)
      const told = this.known.get(id)
      if (told) update.push(busDiff(told, properties, at))
      else add.push(busFeature(properties, at))
      this.known.set(id, properties)
    }
    for (const id of this.glide.ids()) {
      const bus = store.buses.get(id)
      if (!bus || this.dirty.has(id)) continue
      const at = this.glide.at(id, edge.out([bus.lon, bus.lat]), now)
      this.drawn.set(id, at)
      update.push({ id, newGeometry: { type: 'Point', coordinates: at } })
    }
    this.dirty.clear()
    return add.length + update.length + remove.length > 0 ? { add, update, remove } : null
  }
}
