// The school calendar: terms, the days that differ from it, and the working days of the office.
import { Button, Form, Input, Popconfirm, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddTerm, useDropTerm, useSchoolCalendar, useSetSchoolDay, type SchoolCalendar, type Term } from '../api/office'
import { useMay } from '../lib/may'
import { WorkingDays } from '../reports/WorkingDays'
import { Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

export function SchoolDays() {
  const { t } = useTranslation()
  const answer = useSchoolCalendar()
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <Waiting rows={6} />
  return (
    <div className="sb-admin-calendar" data-testid="school-calendar">
      <section className="sb-card"><h2>{t('admin.calendar.terms')}</h2><Terms terms={answer.data.items} /></section>
      <section className="sb-card"><h2>{t('admin.calendar.days')}</h2><p className="sb-muted">{t('admin.calendar.daysHint')}</p><Days days={answer.data.days} /></section>
      <section className="sb-card"><h2>{t('admin.calendar.office')}</h2><WorkingDays /></section>
    </div>
  )
}

const TERM_NAMES = { name: 'name', starts: 'starts', ends: 'ends' }

function Terms({ terms }: { terms: Term[] }) {
  const { t } = useTranslation()
  const may = useMay('administer')
  const [form] = Form.useForm<Omit<Term, 'id'>>()
  const add = useAddTerm()
  const drop = useDropTerm()
  const needed = [{ required: true, message: t('admin.needed') }]
  return (
    <>
      {terms.length === 0 && <p className="sb-note">{t('admin.calendar.noTerms')}</p>}
      <ul className="sb-desk-cards">
        {terms.map((one) => (
          <li key={one.id}>
            <b>{one.name}</b>
            <span>{`${one.starts} – ${one.ends}`}</span>
            {may && <Popconfirm title={t('admin.calendar.removeConfirm')} onConfirm={() => drop.mutate(one.id)}><Button size="small">{t('admin.calendar.remove')}</Button></Popconfirm>}
          </li>
        ))}
      </ul>
      {may && (
        <Form form={form} layout="vertical" className="sb-dialog" onFinish={(given) => add.mutate(given, { onSuccess: () => form.resetFields() })}>
          <Form.Item name="name" label={t('admin.calendar.name')} rules={needed}><Input maxLength={100} data-testid="term-name" /></Form.Item>
          <div className="sb-two">
            <Form.Item name="starts" label={t('admin.calendar.starts')} rules={needed}><Input type="date" data-testid="term-starts" /></Form.Item>
            <Form.Item name="ends" label={t('admin.calendar.ends')} rules={needed}><Input type="date" data-testid="term-ends" /></Form.Item>
          </div>
          <Refused error={add.error ?? drop.error} form={form} names={TERM_NAMES} />
          <p><Button htmlType="submit" loading={add.isPending} data-testid="term-add">{t('admin.calendar.addTerm')}</Button></p>
        </Form>
      )}
    </>
  )
}

const DAY_NAMES = { day: 'day', note: 'note' }

function Days({ days }: { days: SchoolCalendar['days'] }) {
  const { t } = useTranslation()
  const may = useMay('administer')
  const [form] = Form.useForm<{ day: string; classes: boolean; note?: string }>()
  const set = useSetSchoolDay()
  return (
    <>
      {days.length === 0 && <p className="sb-muted">{t('admin.calendar.noDays')}</p>}
      <ul className="sb-desk-cards">
        {days.map((one) => (
          <li key={one.day}>
            <span className="sb-inline"><b>{one.day}</b><span className="sb-chip" data-tone={one.classes ? 'good' : 'quiet'}>{one.classes ? t('admin.calendar.classes') : t('admin.calendar.noClasses')}</span></span>
            {one.note && <span>{one.note}</span>}
            {may && <Button size="small" onClick={() => set.mutate({ day: one.day, classes: null })}>{t('admin.calendar.remove')}</Button>}
          </li>
        ))}
      </ul>
      {may && (
        <Form form={form} layout="vertical" className="sb-dialog" initialValues={{ classes: true }} onFinish={(given) => set.mutate(given, { onSuccess: () => form.resetFields() })}>
          <div className="sb-two">
            <Form.Item name="day" label={t('admin.calendar.day')} rules={[{ required: true, message: t('admin.needed') }]}><Input type="date" /></Form.Item>
            <Form.Item name="classes" label={t('admin.calendar.kind')}><Radio.Group optionType="button" options={[{ value: true, label: t('admin.calendar.classes') }, { value: false, label: t('admin.calendar.noClasses') }]} /></Form.Item>
          </div>
          <Form.Item name="note" label={`${t('admin.calendar.note')} (${t('admin.optional')})`}><Input maxLength={200} /></Form.Item>
          <Refused error={set.error} form={form} names={DAY_NAMES} />
          <p><Button htmlType="submit" loading={set.isPending}>{t('admin.calendar.addDay')}</Button></p>
        </Form>
      )}
    </>
  )
}
