// The findings in their order, newest first, kept so as they come: for one more, twenty thousand are not sorted anew.
import type { Finding } from '../api/types'

/** From here on sorting everything once is less work than finding each one's place. */
const MANY = 64

export class NewestFirst {
  private readonly known = new Map<string, Finding>()
  private readonly began = new Map<string, number>()
  private list: readonly Finding[] = []

  /** Newest first; the id decides between two of one moment, so that the order never flickers. The same array until something changes. */
  get all(): readonly Finding[] {
    return this.list
  }

  get size(): number {
    return this.list.length
  }

  has(id: string): boolean {
    return this.known.has(id)
  }

  get(id: string): Finding | undefined {
    return this.known.get(id)
  }

  /** Takes in new ones, and what changed of those that are known. */
  put(findings: readonly Finding[]): void {
    if (findings.length === 0) return
    if (findings.length > MANY) return this.putMany(findings)
    const list = [...this.list]
    for (const finding of findings) {
      if (this.has(finding.id)) list.splice(this.rank(list, finding.id), 1)
      this.remember(finding)
      list.splice(this.rank(list, finding.id), 0, finding)
    }
    this.list = list
  }

  /** Forgets those that are not to be kept. */
  keep(kept: (finding: Finding, rank: number, beganMs: number) => boolean): void {
    const list = this.list.filter((finding, rank) => kept(finding, rank, this.beganMs(finding.id)))
    if (list.length === this.list.length) return
    const staying = new Set(list)
    for (const finding of this.list) if (!staying.has(finding)) this.forget(finding.id)
    this.list = list
  }

  clear(): void {
    this.known.clear()
    this.began.clear()
    this.list = []
  }

  private putMany(findings: readonly Finding[]): void {
    for (const finding of findings) this.remember(finding)
    this.list = [...this.known.values()].sort((a, b) => this.order(a.id, b.id))
  }

  private remember(finding: Finding): void {
    this.known.set(finding.id, finding)
    this.began.set(finding.id, Date.parse(finding.began))
  }

  private forget(id: string): void {
    this.known.delete(id)
    this.began.delete(id)
  }

  private beganMs(id: string): number {
    return this.began.get(id) ?? 0
  }

  private order(a: string, b: string): number {
    return this.beganMs(b) - this.beganMs(a) || (a < b ? -1 : a > b ? 1 : 0)
  }

  /** How many of a list stand before one that is known: its place, whether it is in the list or not. */
  private rank(list: readonly Finding[], id: string): number {
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      const there = list[middle]
      if (there && this.order(there.id, id) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
