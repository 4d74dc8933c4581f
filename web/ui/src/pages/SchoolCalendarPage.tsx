// The school calendar by the month: of the district, of a stage, of a school; who keeps it changes it here.
import { useState } from 'react'
import { Button, Select } from 'antd'
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useOrganisations } from '../api/hazards'
import { STAGES } from '../api/office'
import { useSchoolMonth, type CalendarMonth, type Stage, type Whose } from '../api/runs'
import { DayForm } from '../calendar/DayForm'
import { Grid } from '../calendar/Grid'
import { Terms } from '../calendar/Terms'
import { named } from '../i18n'
import { neighbours } from '../lib/month'
import { Failure, Waiting } from '../ui/Answer'
import { PageFrame } from '../ui/PageFrame'

type Asked = { month: string | null; of: string | null }
const read = (search: string): Asked => ({ month: new URLSearchParams(search).get('month'), of: new URLSearchParams(search).get('of') })
const DISTRICT = 'district'
/** A school by its number, a stage by its name; the district without either. */
const whoseOf = (of: string | null): Whose => (of === null || of === DISTRICT ? {} : STAGES.includes(of as Stage) ? { stage: of as Stage } : { school_id: of })

export default function SchoolCalendarPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const asked = read(useSearch())
  const answer = useSchoolMonth(asked.month, whoseOf(asked.of), asked.of === DISTRICT)
  const month = answer.data
  const go = (part: Partial<Asked>) => {
    const next = { ...read(window.location.search), ...part }
    const query = new URLSearchParams(Object.entries(next).filter((pair): pair is [string, string] => pair[1] !== null)).toString()
    navigate(query ? `/school-calendar?${query}` : '/school-calendar', { replace: true })
  }
  return (
    <PageFrame title={t('runs.calendar.title')} lead={t('runs.calendar.lead')}>
      {month && <Bar month={month} go={go} />}
      {month?.no_term && <p className="sb-note" data-testid="school-no-term">{t('runs.calendar.noTerm')}</p>}
      {month && !month.may_edit && <p className="sb-muted">{t('runs.calendar.readOnly')}</p>}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {!month && !answer.isError && <Waiting rows={10} />}
      {month && <Days key={`${month.month} ${month.school_id ?? month.stage ?? ''}`} month={month} />}
    </PageFrame>
  )
}

function Bar({ month, go }: { month: CalendarMonth; go: (part: Partial<Asked>) => void }) {
  const { t, i18n } = useTranslation()
  const schools = (useOrganisations().data ?? []).filter((one) => one.kind === 'school')
  const [before, after] = neighbours(month.month)
  const [year, of] = month.month.split('-')
  const options = [
    { value: DISTRICT, label: t('runs.calendar.district') },
    ...STAGES.map((stage) => ({ value: stage as string, label: t('runs.calendar.stageOf', { stage: t(`admin.organisation.stage.${stage}`) }) })),
    ...schools.map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) })),
  ]
  return (
    <div className="sb-toolbar">
      <Button icon={<LeftOutlined />} aria-label={t('runs.calendar.prev')} onClick={() => go({ month: before })} data-testid="school-month-prev" />
      <h2 aria-live="polite">{t('runs.calendar.of', { year, month: Number(of) })}</h2>
      <Button icon={<RightOutlined />} aria-label={t('runs.calendar.next')} onClick={() => go({ month: after })} data-testid="school-month-next" />
      <Button onClick={() => go({ month: null })}>{t('runs.calendar.now')}</Button>
      <Select showSearch={{ optionFilterProp: 'label' }} className="sb-toolbar-filter" popupMatchSelectWidth={false} aria-label={t('runs.calendar.whose')} value={month.school_id ?? month.stage ?? DISTRICT} options={options} onChange={(value: string) => go({ of: value })} data-testid="school-whose" />
    </div>
  )
}

function Days({ month }: { month: CalendarMonth }) {
  const [chosen, setChosen] = useState(month.days.find((one) => one.day === month.today)?.day ?? month.days[0]?.day ?? '')
  const day = month.days.find((one) => one.day === chosen)
  const whose: Whose = { ...(month.school_id ? { school_id: month.school_id } : {}), ...(month.stage ? { stage: month.stage } : {}) }
  return (
    <div className="sb-month">
      <Grid month={month} chosen={chosen} onChosen={setChosen} />
      <div className="sb-school-side">
        {day && <DayForm key={`${day.day} ${JSON.stringify(day.entry)}`} day={day} whose={whose} editable={month.may_edit} />}
        <Terms month={month} whose={whose} />
      </div>
    </div>
  )
}
