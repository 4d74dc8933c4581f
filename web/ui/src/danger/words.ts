// How a dangerous segment is told: where it is, how often, when; in the words of the reader's language.
import type { TFunction } from 'i18next'
import type { Segment } from '../api/danger'
import { EVENT_KINDS, type DangerEvent } from '../api/danger'
import { named } from '../i18n'

const NEAR_M = 500 // what lies farther off names nothing

export function whereOf(t: TFunction, language: string, segment: Pick<Segment, 'road' | 'road_en' | 'near' | 'near_en' | 'near_m' | 'middle'>): string {
  const { middle } = segment
  const road = segment.road && named(language, segment.road, segment.road_en)
  const near = segment.near && (segment.near_m ?? 0) <= NEAR_M ? named(language, segment.near, segment.near_en) : null
  if (road && near) return t('danger.where.roadNear', { road, near })
  if (road) return t('danger.where.road', { road })
  if (near) return t('danger.where.near', { near })
  return t('danger.where.point', { at: middle.coordinates.map((degrees) => degrees.toFixed(4)).join(', ') })
}

/** "12.5%"; of small shares with one more digit. */
export const percent = (t: TFunction, share: number): string => {
  const value = share * 100
  return t('danger.percent', { n: value.toFixed(value !== 0 && Math.abs(value) < 1 ? 2 : 1) })
}

export const kindsOf = (t: TFunction, segment: Pick<Segment, 'kinds'>): string =>
  EVENT_KINDS.filter((kind) => segment.kinds[kind]).map((kind) => t('danger.kindTimes', { kind: t(`danger.kind.${kind}`), n: segment.kinds[kind] })).join(t('common.comma'))

export const valueOf = (t: TFunction, event: DangerEvent): string => {
  if (event.value === null || event.kind === 'terminal') return ''
  const digits = event.kind === 'brake' || event.kind === 'turn' ? 1 : 0
  return t(`danger.value.${event.kind}`, { n: Number(event.value.toFixed(digits)) })
}

const MOST_HOURS = 4
/** The hours in which most passages with an event lie. */
export const worstHours = (t: TFunction, segment: Pick<Segment, 'hours'>): string =>
  segment.hours
    .filter(([, , hits]) => hits > 0)
    .sort((a, b) => b[2] - a[2])
    .slice(0, MOST_HOURS)
    .sort((a, b) => a[0] - b[0])
    .map(([hour]) => t('danger.hour', { n: hour }))
    .join(t('common.comma'))

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** Hours with an event as windows of the day, neighbours joined: "07:00-09:00, 16:00-17:00". */
export function windowsOf(segment: Pick<Segment, 'hours'>): string {
  const hours = segment.hours.filter(([, , hits]) => hits > 0).map(([hour]) => hour).sort((a, b) => a - b)
  const windows: [number, number][] = []
  for (const hour of hours) {
    const last = windows.at(-1)
    if (last && last[1] === hour) last[1] = hour + 1
    else windows.push([hour, hour + 1])
  }
  return windows.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(', ')
}

/** What makes a bus's share of all events worth saying. */
export const isOneBus = (segment: Pick<Segment, 'buses_hit' | 'buses'>): boolean => segment.buses_hit === 1 && segment.buses > 1
