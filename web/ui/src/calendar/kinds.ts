// What a day of the school calendar is, and what has to be given to make it so; pure.
import type { CalendarDay, DayGiven, Whose } from '../api/runs'

export const WEEKDAYS = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const
export const KINDS = ['classes', 'none', 'half', 'makeUp'] as const
export type Kind = (typeof KINDS)[number]
export const TONE: Record<Kind, string> = { classes: 'good', none: 'quiet', half: 'late', makeUp: 'late' }

/** A make-up day is one whose timetable is that of another weekday. */
export function kindOf(day: Pick<CalendarDay, 'day' | 'classes' | 'weekday' | 'ends_at'>): Kind {
  if (!day.classes) return 'none'
  if (day.ends_at !== null) return 'half'
  return day.weekday === weekdayOf(day.day) ? 'classes' : 'makeUp'
}

/** 0 Monday … 6 Sunday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

export interface Form {
  kind: Kind | 'calendar'
  until?: string
  counts_as?: number
  ends_at?: string
  leaves_at?: string
  note?: string
  source?: string
}

/** The form as it stands for a day that has an entry, or has none. */
export function formOf(day: CalendarDay): Form {
  const { entry } = day
  if (entry === null) return { kind: 'calendar' }
  const kind = kindOf({ day: day.day, classes: entry.classes, ends_at: entry.ends_at, weekday: entry.counts_as ?? weekdayOf(day.day) })
  return {
    kind, note: entry.note ?? '', source: entry.source ?? '', ...(entry.counts_as === null ? {} : { counts_as: entry.counts_as }),
    ...(entry.ends_at ? { ends_at: entry.ends_at.slice(0, 5) } : {}), ...(entry.leaves_at ? { leaves_at: entry.leaves_at.slice(0, 5) } : {}),
  }
}

/** What is sent; of the fields only those that belong to the kind of day. */
export function givenOf(day: string, whose: Whose, form: Form): DayGiven {
  const half = form.kind === 'half'
  return {
    ...whose, day, until: form.kind === 'makeUp' ? null : form.until || null, classes: form.kind === 'calendar' ? null : form.kind !== 'none',
    counts_as: form.kind === 'makeUp' ? (form.counts_as ?? null) : null, ends_at: half ? form.ends_at || null : null, leaves_at: half ? form.leaves_at || null : null,
    note: form.note ?? '', source: form.source ?? '',
  }
}
