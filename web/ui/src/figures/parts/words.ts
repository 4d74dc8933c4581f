// How figures are written: whole numbers with thousands, rates, percentages, changes.
import type { TFunction } from 'i18next'
import type { Words } from '../../api/quality'
import { named } from '../../i18n'

export const whole = (value: number): string => value.toLocaleString('en-US')
export const rate = (value: number | null): string => (value === null ? '—' : value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }))
export const percent = (value: number | null): string => (value === null ? '—' : `${(value * 100).toFixed(2)}%`)
export const km = (value: number | null): string => (value === null ? '—' : value.toLocaleString('en-US', { maximumFractionDigits: 0 }))

/** "+25%", against what there was before. */
export function change(now: number, before: number): string {
  const by = Math.round(((now - before) / before) * 100)
  return by > 0 ? `+${by}%` : `${by}%`
}

/** How a span stands beside the one before it, in a sentence. */
export function beside(t: TFunction, now: number, before: number): string {
  if (before === 0) return t('figures.total.fresh')
  return now === before ? t('figures.total.same') : t('figures.total.before', { n: whole(before), change: change(now, before) })
}

/** What is grouped: its name, with the rule's number before it; what is not known says so. */
export function nameOf(t: TFunction, language: string, one: { key: string | null; name: Words | null }): string {
  if (one.key === null) return t('figures.unknown')
  const name = one.name ? named(language, one.name.zh, one.name.en) : one.key
  return /^R\d{2}$/.test(one.key) && name !== one.key ? `${one.key} ${name}` : name
}
