// What the inbox says of a report, put together from the dictionaries.
import type { TFunction } from 'i18next'
import type { Report, ReportEvent } from '../api/reports'
import { wordOr } from '../i18n'
import { duration, type Clock } from '../lib/format'

const A_DAY_S = 86_400
const TWO_DAYS_S = 2 * A_DAY_S

const length = (t: TFunction, seconds: number): string =>
  seconds >= TWO_DAYS_S ? t('reports.daysLong', { n: Math.floor(seconds / A_DAY_S) }) : duration(t, seconds)

/** "剩 12 小时", "超期 2 天" while a report waits; afterwards whether it was decided in time. */
export function clockWords(t: TFunction, report: Report, now: number): string {
  if (report.decided_at) return report.late ? t('reports.late') : t('reports.inTime')
  const left_s = Math.round((Date.parse(report.due_at) - now) / 1000)
  const time = length(t, Math.abs(left_s))
  return left_s >= 0 ? t('reports.left', { time }) : t('reports.over', { time })
}

/** A term ends with a day: "2026-11-30 24:00" rather than the midnight of the next. */
export const dueWords = (clock: Clock, iso: string): string => `${clock.date(new Date(Date.parse(iso) - 1000).toISOString())} 24:00`

/** Whether its term is over while nobody has decided, by the clock of now. */
export const isOverdue = (report: Report, now: number): boolean => report.decided_at === null && Date.parse(report.due_at) < now

/** What a step brought with it, in one line. */
export function detailWords(t: TFunction, event: ReportEvent): string {
  const said: string[] = []
  for (const name of ['office', 'receipt_number', 'receipt_on', 'plate', 'duplicate_of'] as const) {
    const value = event.detail[name]
    if (typeof value === 'string') said.push(value)
  }
  const reason = event.detail.reason
  if (typeof reason === 'string') said.push(wordOr(t, `report.refusal.${reason}`, reason))
  return said.join(t('common.comma'))
}
