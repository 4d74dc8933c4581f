// A calm picture of the live store for React: at most four times a second, and each part of it the same while it did not change.
import type { Bus, BusState, Finding } from '../api/types'
import { measuredToTheEnd } from '../lib/measured'
import { shownState, SHOWN_STATES, type ShownState } from '../map/states'
import type { LiveStore } from './store'

const EVERY_MS = 250

export interface LiveSummary {
  loaded: boolean
  behindS: number
  behind: boolean
  counts: Record<ShownState, number>
  /** Whether anybody may have sent some bus's positions. */
  unproven: boolean
  findings: readonly Finding[]
  /** How many findings have not ended, in all and by bus. */
  open: number
  openByBus: ReadonlyMap<string, number>
  buses: ReadonlyMap<string, Bus>
}

export function summarise(store: LiveStore, loaded: boolean, before?: LiveSummary): LiveSummary {
  const counts = Object.fromEntries(SHOWN_STATES.map((state) => [state, 0])) as Record<ShownState, number>
  let unproven = false
  for (const bus of store.buses.values()) {
    counts[shownState(bus.state as BusState, store.behind)] += 1
    unproven ||= bus.unproven ?? false
  }
  return {
    loaded,
    behindS: store.behindS,
    behind: store.behind,
    counts: before && SHOWN_STATES.every((state) => before.counts[state] === counts[state]) ? before.counts : counts,
    unproven,
    buses: new Map(store.buses),
    ...(before?.findings === store.findings.all ? ofFindings(before) : counted(store.findings.all)),
  }
}

type OfFindings = Pick<LiveSummary, 'findings' | 'open' | 'openByBus'>
const ofFindings = ({ findings, open, openByBus }: LiveSummary): OfFindings => ({ findings, open, openByBus })

function counted(findings: readonly Finding[]): OfFindings {
  const openByBus = new Map<string, number>()
  let open = 0
  for (const finding of findings) {
    if (finding.ended !== null) continue
    open += 1
    openByBus.set(finding.vehicle_id, (openByBus.get(finding.vehicle_id) ?? 0) + 1)
  }
  return { findings, open, openByBus }
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
    measuredToTheEnd('live-panels', () => {
      this.summary = summarise(this.store, this.loaded, this.summary)
      for (const listener of this.listeners) listener()
    })
  }
}
