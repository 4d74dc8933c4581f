// What a telephone does with a paper: choose, count, and bring every answer to the server however often that fails; pure.
import { ApiError } from '../../api/client'
import type { PaperQuestion, QuestionKind } from '../../api/exam'

export const LETTERS = 'ABCDEF'
const FIRST_WAIT_MS = 1_000
const MOST_WAIT_MS = 15_000

/** The choice after a tap: of one only the last, of several on and off. */
export function tapped(kind: QuestionKind, chosen: readonly number[], place: number): number[] {
  if (kind !== 'multiple') return [place]
  return chosen.includes(place) ? chosen.filter((one) => one !== place) : [...chosen, place].sort((a, b) => a - b)
}

export const unanswered = (questions: readonly PaperQuestion[], chosen: Readonly<Record<number, readonly number[]>>): number =>
  questions.filter((one) => (chosen[one.seq] ?? []).length === 0).length

/** 29:05, and never less than nothing. */
export function clockOf(left_ms: number): string {
  const left_s = Math.max(0, Math.ceil(left_ms / 1000))
  return `${Math.floor(left_s / 60)}:${String(left_s % 60).padStart(2, '0')}`
}

/** The session in a token of the QR: under it the telephone keeps the key. */
export const sessionOf = (token: string): string => token.split('-')[0] ?? token

/** The service itself has said no, and will say it again: the time is over, or the key is none. What a proxy says on the way is no such word. */
export const isFinal = (error: unknown): boolean => error instanceof ApiError && error.status === 409
/** One answer that the service does not understand; the others go on. */
const isAmiss = (error: unknown): boolean => error instanceof ApiError && error.status === 422

export type Waiting = Record<number, number[]>
interface Ways {
  send: (seq: number, chosen: number[]) => Promise<unknown>
  /** What is not saved yet, whether the last try failed, and what the server refused for good. */
  told: (waiting: Waiting, failed: boolean, refused: unknown) => void
  pause?: (ms: number) => Promise<void>
}

/** Answers on their way: of each question the newest, one after the other, again until the server has it or refuses it. */
export class Saver {
  private readonly waiting = new Map<number, number[]>()
  private running: Promise<void> | null = null
  private readonly ways: Ways

  constructor(ways: Ways, before: Waiting = {}) {
    this.ways = ways
    for (const [seq, chosen] of Object.entries(before)) this.waiting.set(Number(seq), chosen)
  }

  put(seq: number, chosen: number[]): void {
    this.waiting.set(seq, chosen)
    this.tell(false)
    void this.flush()
  }

  /** Until nothing waits any more. */
  flush(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = null
    })
    return this.running
  }

  private async run(): Promise<void> {
    let wait_ms = FIRST_WAIT_MS
    for (let next = this.first(); next; next = this.first()) {
      const [seq, chosen] = next
      try {
        await this.ways.send(seq, chosen)
        if (this.waiting.get(seq) === chosen) this.waiting.delete(seq)
        wait_ms = FIRST_WAIT_MS
        this.tell(false)
      } catch (error) {
        if (isFinal(error)) {
          this.waiting.clear()
          this.tell(true, error)
          return
        }
        if (isAmiss(error)) {
          this.waiting.delete(seq)
          this.tell(false)
          continue
        }
        this.tell(true)
        await (this.ways.pause ?? sleep)(wait_ms)
        wait_ms = Math.min(2 * wait_ms, MOST_WAIT_MS)
      }
    }
  }

  private first(): [number, number[]] | undefined {
    return this.waiting.entries().next().value
  }

  private tell(failed: boolean, refused: unknown = null): void {
    this.ways.told(Object.fromEntries(this.waiting), failed, refused)
  }
}

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
