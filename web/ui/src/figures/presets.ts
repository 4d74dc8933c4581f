// The spans that are asked for most: today, seven days, this month, the last, the term.
import type { Today } from '../api/figures'
import { dayFrom } from './address'

export const PRESETS = ['today', 'week', 'month', 'lastMonth', 'term'] as const
export type Preset = (typeof PRESETS)[number]
export interface Span {
  first: string
  last: string
}

/** The spans there are on a day; a term only while one is on, and not beyond today. */
export function spansOn(today: string, term: Today['term'] | undefined): Partial<Record<Preset, Span>> {
  const month = `${today.slice(0, 7)}-01`
  const monthBefore = dayFrom(month, -1)
  return {
    today: { first: today, last: today },
    week: { first: dayFrom(today, -6), last: today },
    month: { first: month, last: today },
    lastMonth: { first: `${monthBefore.slice(0, 7)}-01`, last: monthBefore },
    ...(term ? { term: { first: term.first, last: today } } : {}),
  }
}

/** Which of them a span is, if any. */
export const presetOf = (span: Span, spans: Partial<Record<Preset, Span>>): Preset | null =>
  PRESETS.find((one) => spans[one]?.first === span.first && spans[one]?.last === span.last) ?? null
