// How long to wait before connecting again: doubling, capped, with jitter so that a county does not knock at once.
const FIRST_MS = 500
const MOST_MS = 20_000

/** Milliseconds before attempt `n` (0, 1, 2 …); between half and all of the doubled time. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 16))
  return Math.round(full * (0.5 + random() / 2))
}
