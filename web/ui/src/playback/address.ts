// The address of a replay is the replay: which buses, from when until when, at which moment, how fast. A link of it is the share link.
import { RATES, type Rate } from './player'

export interface PlaybackAddress {
  vehicles: string[]
  /** RFC 3339 in UTC; null while nobody has chosen. */
  since: string | null
  until: string | null
  /** Milliseconds since 1970 UTC. */
  at: number | null
  rate: Rate
}

export const MOST_VEHICLES = 8
const FIRST_RATE: Rate = 10

const moment = (text: string | null): string | null => {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

export function readPlayback(search: string): PlaybackAddress {
  const q = new URLSearchParams(search)
  const rate = Number(q.get('x'))
  const at = moment(q.get('t'))
  const vehicles = (q.get('vehicles') ?? '').split(',').filter((id) => /^\d{1,10}$/.test(id))
  return {
    vehicles: [...new Set(vehicles)].slice(0, MOST_VEHICLES),
    since: moment(q.get('since')), until: moment(q.get('until')), at: at === null ? null : Date.parse(at),
    rate: RATES.find((one) => one === rate) ?? FIRST_RATE,
  }
}

const short = (iso: string): string => iso.replace('.000Z', 'Z')

export function writePlayback(address: PlaybackAddress): string {
  const q: string[] = []
  if (address.vehicles.length > 0) q.push(`vehicles=${address.vehicles.join(',')}`)
  if (address.since) q.push(`since=${short(address.since)}`)
  if (address.until) q.push(`until=${short(address.until)}`)
  if (address.at !== null) q.push(`t=${short(new Date(Math.round(address.at / 1000) * 1000).toISOString())}`)
  if (address.rate !== FIRST_RATE) q.push(`x=${address.rate}`)
  return q.length > 0 ? `/playback?${q.join('&')}` : '/playback'
}

const BEFORE_MS = 600_000

/** The replay of a bus's last two hours. */
export const lastHours = (vehicle: string, now: number): string =>
  writePlayback({ vehicles: [vehicle], since: new Date(now - 12 * BEFORE_MS).toISOString(), until: new Date(now).toISOString(), at: null, rate: FIRST_RATE })

/** The replay of a finding: from ten minutes before to ten after, at its beginning. */
export function aroundFinding(finding: { vehicle_id: string; began: string; ended: string | null }, now: number): string {
  const began = Date.parse(finding.began)
  const ended = finding.ended ? Date.parse(finding.ended) : Math.min(now, began + 6 * BEFORE_MS)
  return writePlayback({
    vehicles: [finding.vehicle_id], since: new Date(began - BEFORE_MS).toISOString(), until: new Date(ended + BEFORE_MS).toISOString(), at: began, rate: FIRST_RATE,
  })
}
