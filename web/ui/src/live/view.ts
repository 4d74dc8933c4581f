// A calm picture of the live store for React: at most four times a second, the same object while nothing changed.
import type { Bus, BusState, Finding } from '../api/types'
import { shownState, SHOWN_STATES, type ShownState } from '../map/states'
import { newestFirst, type LiveStore } from './store'

const EVERY_MS = 250

export interface LiveSummary {
  loaded: boolean
  behindS: number
  behind: boolean
  counts: Record<ShownState, number>
  findings: Finding[]
  buses: ReadonlyMap<string, Bus>
  openByBus: ReadonlyMap<string, number>
}

export function summarise(store: LiveStore, loaded: boolean): LiveSummary {
  const counts = Object.fromEntries(SHOWN_STATES.map((state) => [state, 0])) as Record<ShownState, number>
  for (const bus of store.buses.values()) counts[shownState(bus.state as BusState, store.behind)] += 1
  const findings = newestFirst(store.findings.values())
  const openByBus = new Map<string, number>()
  for (const finding of findings) {
    if (finding.ended === null) openByBus.set(finding.vehicle_id, (openByBus.get(finding.vehicle_id) ?? 0) + 1)
  }
  return {
    loaded,
    behindS: store.behindS,
    behind: store.behind,
    counts,
    findings,
    buses: new Map(store.buses),
    openByBus,
  }
}

/** Subscribes to the store once for all panels. */
export class LiveView {
  private summary: LiveSummary
  private loaded = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Set<() => void>()
  private readonly store: LiveStore

  constructor(store: LiveStore) {
    this.store = store
    this.summary = summarise(store, false)
    store.subscribe((change) => {
      this.loaded ||= change.all
      this.timer ??= setTimeout(this.flush, EVERY_MS)
    })
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  current = (): LiveSummary => this.summary

  private readonly flush = (): void => {
    this.timer = undefined
    this.summary = summarise(this.store, this.loaded)
    for (const listener of this.listeners) listener()
  }
}
