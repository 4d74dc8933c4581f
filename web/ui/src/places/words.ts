// How places are told: season, hours, extent, in one line each.
import type { TFunction } from 'i18next'
import type { PlaceDetails } from '../api/placeTypes'
import { wordOr } from '../i18n'

export const kindOf = (t: TFunction, kind: string): string => wordOr(t, `placeKind.${kind}`, kind)

/** "06-01 – 09-30, 06:30–08:00"; empty for always. */
export const whenOf = (t: TFunction, place: Pick<PlaceDetails, 'season' | 'hours'>): string =>
  [place.season?.join(' – ') ?? '', ...(place.hours ?? []).map((window) => window.join('–'))].filter(Boolean).join(t('common.comma'))

export const extentOf = (t: TFunction, place: PlaceDetails): string => {
  if (place.radius_m !== null) return t('place.radiusIs', { n: place.radius_m })
  return place.width_m === null ? t('place.area') : t('place.widthIs', { n: place.width_m })
}

/** "6:30-8:00, 16:00-18:00" as the API takes it; null for nothing typed. What is no window is left to the server to refuse. */
export const hoursOf = (typed: string): [string, string][] | null => {
  const windows = typed.split(/[,，;；、]/).map((one) => one.trim()).filter(Boolean)
  return windows.length === 0 ? null : windows.map((one) => one.split(/\s*[-–~～至]\s*/) as [string, string])
}
export const hoursTyped = (hours: PlaceDetails['hours']): string => (hours ?? []).map((window) => window.join('-')).join(', ')
export const seasonOf = (typed: string): [string, string] | null => (typed.trim() ? (typed.trim().split(/\s*[/~～–至]\s*/) as [string, string]) : null)
export const seasonTyped = (season: PlaceDetails['season']): string => season?.join(' ~ ') ?? ''
