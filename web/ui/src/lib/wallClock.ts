// A time as a person types it, on the service's wall clock, and as the API takes it.

const offsetMs = (zone: string, epochMs: number): number => {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    }).formatToParts(epochMs).map((part) => [part.type, Number(part.value)]),
  )
  const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second)
  return wall - Math.floor(epochMs / 1000) * 1000
}

/** "2026-09-01T07:30" in a zone as RFC 3339 in UTC; undefined for what is no time (nothing typed, a day that is none). */
export function instantOf(wall: string | undefined, zone: string): string | undefined {
  const asUtc = Date.parse(`${wall ?? ''}Z`)
  if (Number.isNaN(asUtc)) return undefined
  const near = asUtc - offsetMs(zone, asUtc)
  return new Date(asUtc - offsetMs(zone, near)).toISOString()
}

/** The same backwards, to the minute: what a field begins with. */
export function wallOf(epochMs: number, zone: string): string {
  return new Date(epochMs + offsetMs(zone, epochMs)).toISOString().slice(0, 16)
}
