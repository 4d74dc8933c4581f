// The month of a round: of each day what falls due, and who is called.
import { useTranslation } from 'react-i18next'
import type { CalendarDay, Month } from '../../api/rounds'
import { MonthTable } from '../../ui/MonthTable'
import { DayMarks } from './DayMarks'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export function MonthGrid({ month, chosen, onChosen }: { month: Month; chosen: string; onChosen: (day: string) => void }) {
  const { t } = useTranslation()
  return (
    <MonthTable
      days={month.days} today={month.today} chosen={chosen} onChosen={onChosen} weekdays={WEEKDAYS.map((name) => t(`rounds.month.weekday.${name}`))} works={(one) => one.works} testId="month-grid"
      renderMark={(one) => <DayMarks day={one} />} renderCell={(one) => <Cell one={one} today={month.today} />}
    />
  )
}

function Cell({ one, today }: { one: CalendarDay; today: string }) {
  const { t } = useTranslation()
  const called = one.files.filter((file) => file.what === 'appointment').length
  const due = one.total - called
  return (
    <>
      {one.targets.map((target) => <span key={target.id} className="sb-month-target">{t('rounds.month.target', { name: target.name })}</span>)}
      {due > 0 && <span className="sb-month-due" data-over={one.day < today}>{t('rounds.month.due', { n: due })}</span>}
      {called > 0 && <span className="sb-month-called">{t('rounds.month.called', { n: called })}</span>}
    </>
  )
}
