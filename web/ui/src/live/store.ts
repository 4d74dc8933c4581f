// What is known now: the newest state of every bus and the findings of the last day, kept outside React.
import type { Bus, Finding, LiveMessage } from '../api/types'
import { NewestFirst } from './ordered'

export const FINDINGS_KEPT = 200
export const FINDINGS_KEPT_S = 24 * 3600
/** Past this the page says that we are behind, and calls no bus silent. */
export const BEHIND_LIMIT_S = 10
const PRUNED_EVERY_MS = 60_000

/** What one message changed; `all` after a snapshot. */
export interface Change {
  all: boolean
  buses: ReadonlySet<string>
  gone: ReadonlySet<string>
  findings: readonly Finding[]
}
export type Applied = 'applied' | 'gap'

export class LiveStore {
  readonly buses = new Map<string, Bus>()
  readonly findings = new NewestFirst()
  seq = 0
  behindS = 0
  /** Server clock minus ours, so that ages are right on a desk whose clock is not. */
  private skewMs = 0
  private prunedMs = 0
  private readonly clock: () => number
  private readonly listeners = new Set<(change: Change) => void>()

  constructor(clock: () => number = Date.now) {
    this.clock = clock
  }

  /** Epoch milliseconds by the server's clock. */
  now(): number {
    return this.clock() + this.skewMs
  }

  get behind(): boolean {
    return this.behindS > BEHIND_LIMIT_S
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Takes one message in; 'gap' means that one was missed, nothing was taken and a new snapshot is needed. */
  apply(message: LiveMessage): Applied {
    if (message.type === 'delta' && (this.seq === 0 || message.seq !== this.seq + 1)) return 'gap'
    const all = message.type === 'snapshot'
    if (all) {
      this.buses.clear()
      this.findings.clear()
    }
    this.seq = message.seq
    this.behindS = message.behind_s
    this.skewMs = Date.parse(message.now) - this.clock()
    for (const bus of message.buses) this.buses.set(bus.id, bus)
    const gone = message.type === 'delta' ? (message.gone ?? []) : []
    for (const id of gone) this.buses.delete(id)
    this.findings.put(message.findings)
    if (message.findings.length > 0 || this.now() - this.prunedMs > PRUNED_EVERY_MS) this.prune()
    this.tell({
      all,
      buses: new Set(message.buses.map((bus) => bus.id)),
      gone: new Set(gone),
      findings: message.findings,
    })
    return 'applied'
  }

  /** The connection ended: the next message must be a snapshot. What is known stays, and grows old visibly. */
  disconnected(): void {
    this.seq = 0
  }

  /** Forgets everything (another person logs in). */
  clear(): void {
    this.buses.clear()
    this.findings.clear()
    this.seq = 0
    this.behindS = 0
    this.tell({ all: true, buses: new Set(), gone: new Set(), findings: [] })
  }

  /** Keeps what a fresh snapshot would carry: all open findings and the newest of the last day. */
  private prune(): void {
    this.prunedMs = this.now()
    const oldestMs = this.prunedMs - FINDINGS_KEPT_S * 1000
    this.findings.keep((finding, rank, beganMs) => finding.ended === null || (rank < FINDINGS_KEPT && beganMs >= oldestMs))
  }

  private tell(change: Change): void {
    for (const listener of this.listeners) listener(change)
  }
}
