// The month of the desk: what is due on each day and which vehicles are called for; on a phone a list of the days with something.
import { useState } from 'react'
import { Button, Select } from 'antd'
import { ArrowLeftOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { useMonth, useRounds, type Month } from '../api/rounds'
import { usePhone } from '../lib/usePhone'
import { DayCard } from '../rounds/calendar/DayCard'
import { MonthGrid } from '../rounds/calendar/MonthGrid'
import { neighbours } from '../lib/month'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { PageFrame } from '../ui/PageFrame'

export default function RoundCalendarPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch())
  const round = asked.get('round')
  const answer = useMonth(asked.get('month'), round)
  const month = answer.data
  const go = (part: { month?: string | null; round?: string | null }) => {
    const query = new URLSearchParams(window.location.search)
    for (const [key, value] of Object.entries(part)) {
      if (value) query.set(key, value)
      else query.delete(key)
    }
    const text = query.toString()
    navigate(text ? `/rounds/calendar?${text}` : '/rounds/calendar', { replace: true })
  }
  return (
    <PageFrame title={t('rounds.month.title')} lead={t('rounds.month.lead')} actions={<Link href={round ? `/rounds/${round}` : '/rounds'} className="sb-permit-back"><ArrowLeftOutlined aria-hidden /> {t('rounds.back')}</Link>}>
      {month && <Bar month={month} round={round} go={go} />}
      {!month && (answer.isError ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : <Waiting rows={10} />)}
      {month && <Days key={month.month} month={month} />}
    </PageFrame>
  )
}

function Bar({ month, round, go }: { month: Month; round: string | null; go: (part: { month?: string | null; round?: string | null }) => void }) {
  const { t } = useTranslation()
  const rounds = useRounds().data
  const [before, after] = neighbours(month.month)
  const [year, of] = month.month.split('-')
  return (
    <div className="sb-toolbar">
      <Button icon={<LeftOutlined />} aria-label={t('rounds.month.prev')} onClick={() => go({ month: before })} data-testid="month-prev" />
      <h2 data-testid="month-title" aria-live="polite">{t('rounds.month.of', { year, month: Number(of) })}</h2>
      <Button icon={<RightOutlined />} aria-label={t('rounds.month.next')} onClick={() => go({ month: after })} data-testid="month-next" />
      <Button onClick={() => go({ month: null })} data-testid="month-today">{t('rounds.month.today')}</Button>
      <Select
        allowClear className="sb-toolbar-filter" popupMatchSelectWidth={false} placeholder={t('rounds.month.all')} aria-label={t('rounds.month.round')} value={round} data-testid="month-round"
        options={(rounds ?? []).map((one) => ({ value: one.id, label: one.name }))} onChange={(value: string | null) => go({ round: value ?? null })}
      />
      {month.provisional && <span className="sb-note" data-testid="month-provisional">{t('rounds.month.provisionalHint')}</span>}
    </div>
  )
}

function Days({ month }: { month: Month }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const [chosen, setChosen] = useState(month.days.find((one) => one.day === month.today)?.day ?? month.days[0]?.day ?? '')
  if (phone) {
    const full = month.days.filter((one) => one.total > 0 || one.targets.length > 0 || one.is_make_up || (one.is_holiday && one.holiday))
    if (full.length === 0) return <Empty title={t('rounds.month.noneMonth')} />
    return <ol className="sb-month-list" data-testid="month-list">{full.map((one) => <li key={one.day}><DayCard day={one} today={month.today} /></li>)}</ol>
  }
  const day = month.days.find((one) => one.day === chosen)
  return (
    <div className="sb-month">
      <MonthGrid month={month} chosen={chosen} onChosen={setChosen} />
      {day && <DayCard day={day} today={month.today} />}
    </div>
  )
}
