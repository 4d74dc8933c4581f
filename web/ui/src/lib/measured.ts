// Pieces of work that a bench may ask the length of: `window.__schoolbus.measuring` leaves each as a `performance.measure`.

/** Does the work and leaves its measure. */
export function measured<T>(name: string, work: () => T): T {
  if (!window.__schoolbus?.measuring) return work()
  const start = performance.now()
  try {
    return work()
  } finally {
    performance.measure(name, { start })
  }
}

/** Does the work and leaves the measure of it and of what it made React do before anything else could happen. */
export function measuredToTheEnd(name: string, work: () => void): void {
  if (!window.__schoolbus?.measuring) return work()
  const start = performance.now()
  work()
  queueMicrotask(() => performance.measure(name, { start }))
}
