// One day with all that falls on it: terms that end, vehicles that are called for; each leads to its file.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CalendarDay, DueFile } from '../../api/rounds'
import { useClock } from '../../lib/useClock'
import { clockWords } from '../../permits/words'
import { Plate } from '../../ui/Plate'
import { DayMarks } from './DayMarks'

export function DayCard({ day, today }: { day: CalendarDay; today: string }) {
  const { t, i18n } = useTranslation()
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(day.day))
  return (
    <section className="sb-permit-card sb-month-card" data-testid="month-day" data-of={day.day}>
      <div className="sb-permit-title"><h2>{t('rounds.month.day', { day: day.day, weekday })}</h2><DayMarks day={day} /></div>
      {day.targets.map((target) => <p key={target.id}><Link href={`/rounds/${target.id}`}>{t('rounds.month.target', { name: target.name })}</Link></p>)}
      {day.total === 0 && <p className="sb-fine">{t('rounds.month.nothing')}</p>}
      <ul className="sb-permit-clocks">{day.files.map((one) => <li key={one.application_id + one.what}><Line one={one} over={day.day < today} /></li>)}</ul>
      {day.total > day.files.length && <p className="sb-fine">{t('rounds.month.more', { n: day.total - day.files.length })}</p>}
    </section>
  )
}

function Line({ one, over }: { one: DueFile; over: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const what = one.what === 'appointment' ? [t('rounds.month.appointment'), one.at ? clock.time(one.at) : '', one.place].filter(Boolean).join(' ') : clockWords(t, one.what)
  return (
    <>
      <span className="sb-permit-clock-head"><Link href={`/permits/${one.application_id}`}>{one.plate ? <Plate plate={one.plate} /> : (one.number ?? '')}</Link><span className={over && one.what !== 'appointment' ? 'sb-open' : undefined}>{what}</span></span>
      <span className="sb-fine">{[one.number, one.applicant, one.round?.name].filter(Boolean).join(' · ')}</span>
    </>
  )
}
