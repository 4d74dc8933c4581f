// A month of the school calendar: of each day what it is, and why.
import { useTranslation } from 'react-i18next'
import type { CalendarDay, CalendarMonth } from '../api/runs'
import { MonthTable } from '../ui/MonthTable'
import { kindOf, TONE, WEEKDAYS } from './kinds'

export function Grid({ month, chosen, onChosen }: { month: CalendarMonth; chosen: string; onChosen: (day: string) => void }) {
  const { t } = useTranslation()
  return (
    <MonthTable
      days={month.days} today={month.today} chosen={chosen} onChosen={onChosen} weekdays={WEEKDAYS.map((name) => t(`runs.calendar.weekday.${name}`))} works={(one) => one.classes} testId="school-month"
      renderMark={(one) => one.holiday && <span className="sb-fine">{one.holiday}</span>}
      renderCell={(one) => <><Kind one={one} />{one.note && <span className="sb-fine">{one.note}</span>}</>}
    />
  )
}

/** What a day is, in a word: classes, none, half a day, by which weekday's timetable. */
export function Kind({ one }: { one: CalendarDay }) {
  const { t } = useTranslation()
  const kind = kindOf(one)
  const weekday = WEEKDAYS[one.weekday] ?? WEEKDAYS[0]
  return (
    <>
      <span className="sb-chip" data-tone={TONE[kind]}>{t(`runs.calendar.kind.${kind}`)}</span>
      {kind === 'half' && <span className="sb-fine">{t('runs.calendar.until', { at: one.ends_at?.slice(0, 5) ?? '' })}{one.leaves_at && ` · ${t('runs.calendar.leaves', { at: one.leaves_at.slice(0, 5) })}`}</span>}
      {kind === 'makeUp' && <span className="sb-fine">{t('runs.calendar.countsAs', { weekday: t(`runs.calendar.weekday.${weekday}`) })}</span>}
      {one.unsaid && <span className="sb-fine sb-late">{t('runs.calendar.unsaid')}</span>}
    </>
  )
}
