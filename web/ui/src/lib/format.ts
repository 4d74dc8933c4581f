// Numbers with units, times and ages as people read them; the words come from the dictionaries.
import type { TFunction } from 'i18next'
import type { Finding, SearchHit, Unit } from '../api/types'

export interface Clock {
  /** 07:42 */
  time(iso: string): string
  /** 07:42:05 */
  seconds(iso: string): string
  /** 2026-11-24 */
  date(iso: string): string
  /** 11-24 07:42, with the year only when it is another one */
  moment(iso: string, now: number): string
}

const parts = (iso: string | number, zone: string) =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit',
      hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    })
      .formatToParts(typeof iso === 'number' ? iso : Date.parse(iso))
      .map((part) => [part.type, part.value]),
  )

/** A date of the law (a permit's validity) has no hour and no zone: it is written as it is. */
const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/
const day = (p: Record<string, string>) => `${p.year}-${p.month}-${p.day}`

/** Writes moments in one time zone; the form is the same in both languages (ISO order, 24 hours). */
export function clockIn(zone: string): Clock {
  return {
    time: (iso) => {
      const p = parts(iso, zone)
      return `${p.hour}:${p.minute}`
    },
    seconds: (iso) => {
      const p = parts(iso, zone)
      return `${p.hour}:${p.minute}:${p.second}`
    },
    date: (iso) => (PLAIN_DATE.test(iso) ? iso : day(parts(iso, zone))),
    moment: (iso, now) => {
      const p = parts(iso, zone)
      const today = parts(now, zone)
      const time = `${p.hour}:${p.minute}`
      if (day(p) === day(today)) return time
      return p.year === today.year ? `${p.month}-${p.day} ${time}` : `${day(p)} ${time}`
    },
  }
}

/** "3 分钟前"; from the fix time, never from arrival. */
export function age(t: TFunction, iso: string, now: number): string {
  const s = Math.max(0, Math.floor((now - Date.parse(iso)) / 1000))
  if (s < 5) return t('age.now')
  if (s < 60) return t('age.seconds', { n: s })
  if (s < 3600) return t('age.minutes', { n: Math.floor(s / 60) })
  if (s < 172_800) return t('age.hours', { n: Math.floor(s / 3600) })
  return t('age.days', { n: Math.floor(s / 86_400) })
}

/** "2 分 05 秒"; a length of time. */
export function duration(t: TFunction, seconds: number): string {
  const s = Math.round(seconds)
  if (s < 120) return t('duration.seconds', { n: s })
  if (s < 7200) return t('duration.minutes', { n: Math.floor(s / 60) })
  return t('duration.hours', { n: Math.floor(s / 3600), m: Math.floor((s % 3600) / 60) })
}

/** Up to this many seconds a length of time is told in seconds, as the rules have it. */
const TOLD_IN_SECONDS = 600

/** Speeds with one decimal where they have one, all else whole; finer where two values would look the same. */
function rounded(value: number, unit: Unit | null, besides: number | null = null): string {
  const close = besides !== null && Math.abs(value - besides) < 1
  const digits = (unit === 'km/h' || close) && value % 1 !== 0 ? 1 : 0
  return String(Number(value.toFixed(digits)))
}

/** One value with its unit, "45 km/h"; `besides` is what it is compared with. */
export function quantity(t: TFunction, value: number, unit: Unit | null, besides: number | null = null): string {
  if (unit === 's') return value > TOLD_IN_SECONDS ? duration(t, value) : t('duration.seconds', { n: rounded(value, unit, besides) })
  if (unit === null) return rounded(value, unit, besides)
  return t('quantity', { value: rounded(value, unit, besides), unit })
}

/** "45 > 20 km/h", or null where the rule measures nothing. */
export function exceeds(t: TFunction, finding: Pick<Finding, 'measured' | 'allowed' | 'unit'>): string | null {
  const { measured, allowed, unit } = finding
  if (measured === null) return null
  if (allowed === null) return quantity(t, measured, unit)
  const left = unit === 's' && measured > TOLD_IN_SECONDS ? duration(t, measured) : rounded(measured, unit, allowed)
  return t('exceeds', { left, right: quantity(t, allowed, unit) })
}

/** The place of a search hit as [lon, lat]; the API may send a GeoJSON point or the pair itself. */
export function pointOf(point: SearchHit['point']): [number, number] | null {
  if (!point) return null
  const at = Array.isArray(point) ? point : point.coordinates
  return [at[0] ?? 0, at[1] ?? 0]
}
