// The clock of a replay: it runs outside React, and tells those who draw once a frame.
export const RATES = [1, 2, 5, 10, 20, 30, 60] as const
export type Rate = (typeof RATES)[number]

export interface PlayerState {
  playing: boolean
  rate: Rate
}

/** Longer than this between two frames (a hidden tab) and the clock does not jump by all of it. */
const LONGEST_FRAME_MS = 250

export class Player {
  private readonly frames = new Set<(moment: number) => void>()
  private readonly watchers = new Set<() => void>()
  private frame = 0
  private last = 0
  private from: number
  private to: number
  moment: number
  state: PlayerState

  constructor(from: number, to: number, moment: number, rate: Rate) {
    this.from = from
    this.to = to
    this.moment = Math.min(to, Math.max(from, moment))
    this.state = { playing: false, rate }
  }

  /** Called with the moment whenever it has changed, at most once a frame; and once now. */
  onFrame(draw: (moment: number) => void): () => void {
    this.frames.add(draw)
    draw(this.moment)
    return () => this.frames.delete(draw)
  }

  /** For React: called when it starts, stops, or changes its pace. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }
  readonly read = (): PlayerState => this.state

  toggle(): void {
    if (!this.state.playing && this.moment >= this.to) this.moment = this.from
    this.change({ playing: !this.state.playing })
  }

  pause(): void {
    if (this.state.playing) this.change({ playing: false })
  }

  seek(moment: number): void {
    this.moment = Math.min(this.to, Math.max(this.from, moment))
    this.schedule()
  }

  step(ms: number): void {
    this.seek(this.moment + ms)
  }

  faster(by: 1 | -1): void {
    const next = RATES[RATES.indexOf(this.state.rate) + by]
    if (next !== undefined) this.setRate(next)
  }

  setRate(rate: Rate): void {
    this.change({ rate })
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
    this.state = { ...this.state, playing: false }
  }

  private change(part: Partial<PlayerState>): void {
    this.state = { ...this.state, ...part }
    this.last = 0
    for (const watcher of this.watchers) watcher()
    this.schedule()
  }

  private schedule(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(this.tick)
  }

  private readonly tick = (now: number): void => {
    this.frame = 0
    const began = performance.now()
    if (this.state.playing) {
      const passed = this.last > 0 ? Math.min(LONGEST_FRAME_MS, now - this.last) : 0
      this.last = now
      this.moment = Math.min(this.to, this.moment + passed * this.state.rate)
      if (this.moment >= this.to) this.change({ playing: false })
      else this.schedule()
    }
    for (const draw of this.frames) draw(this.moment)
    if (window.__schoolbus?.measuring) performance.measure('playback-frame', { start: began })
  }
}
