// Smooth motion between two fixes: only the drawing glides, the age and the state are always those of the fix.

export type LonLat = [number, number]
interface Leg {
  from: LonLat
  to: LonLat
  start: number
}

/** A leg takes this long; longer would show a bus where it no longer is. */
export const GLIDE_MS = 900
/** A jump (a snapshot after an absence, a tunnel) is not driven along a straight line. */
const FARTHEST_DEG = 0.01

export class Glide {
  private readonly legs = new Map<string, Leg>()

  get moving(): boolean {
    return this.legs.size > 0
  }

  /** A copy: a leg may end while they are walked. */
  ids(): string[] {
    return [...this.legs.keys()]
  }

  /** Where it is drawn at `now`; its leg ends by itself. */
  at(id: string, target: LonLat, now: number): LonLat {
    const leg = this.legs.get(id)
    if (!leg) return target
    const part = (now - leg.start) / GLIDE_MS
    if (part >= 1) {
      this.legs.delete(id)
      return leg.to
    }
    return [leg.from[0] + (leg.to[0] - leg.from[0]) * part, leg.from[1] + (leg.to[1] - leg.from[1]) * part]
  }

  /** It goes on from where it is drawn to `to`. */
  head(id: string, drawn: LonLat, to: LonLat, now: number): void {
    const far = Math.max(Math.abs(drawn[0] - to[0]), Math.abs(drawn[1] - to[1]))
    if (far === 0 || far > FARTHEST_DEG) this.legs.delete(id)
    else this.legs.set(id, { from: drawn, to, start: now })
  }

  forget(id: string): void {
    this.legs.delete(id)
  }

  clear(): void {
    this.legs.clear()
  }
}
