// What the desk says of a case, put together from the dictionaries.
import type { TFunction } from 'i18next'
import type { Case, CaseEvent } from '../api/desk'
import { wordOr } from '../i18n'
import { duration } from '../lib/format'
import { lengthS } from './order'

/** "剩 12 分钟", "逾期 3 小时 5 分", or nothing where no time runs. */
export function dueWords(t: TFunction, one: Case, now: number): string | null {
  if (!one.due_at) return null
  const left = Date.parse(one.due_at) - now
  const time = duration(t, lengthS(left))
  return left >= 0 ? t('desk.due.left', { time }) : t('desk.due.over', { time })
}

/** What a step brought with it, in one line. */
export function detailWords(t: TFunction, event: CaseEvent): string {
  const said = (['answer', 'reason', 'called', 'outcome', 'decision'] as const).flatMap((name) => {
    const value = event.detail[name]
    return typeof value === 'string' ? [wordOr(t, `desk.${name}.${value}`, value)] : []
  })
  for (const name of ['office', 'assignee', 'name'] as const) {
    const value = event.detail[name]
    if (typeof value === 'string') said.push(value)
  }
  if (typeof event.detail.level === 'number') said.push(wordOr(t, `desk.level.${event.detail.level}`, String(event.detail.level)))
  return said.join(t('common.comma'))
}
