// One day of the school calendar: what it is and by whom, and the form that makes it differ.
import { Button, Form as Fields, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSetDay, type CalendarDay, type Whose } from '../api/runs'
import { Refused } from '../ui/Refused'
import { Kind } from './Grid'
import { formOf, givenOf, KINDS, WEEKDAYS, type Form } from './kinds'

const NAMES = { until: 'until', counts_as: 'counts_as', ends_at: 'ends_at', leaves_at: 'leaves_at', note: 'note', source: 'source' }

export function DayForm({ day, whose, editable }: { day: CalendarDay; whose: Whose; editable: boolean }) {
  const { t } = useTranslation()
  const [form] = Fields.useForm<Form>()
  const set = useSetDay()
  const kind = Fields.useWatch('kind', form) ?? formOf(day).kind
  const needed = [{ required: true, message: t('runs.calendar.needed') }]
  const optional = (label: string) => `${label} (${t('runs.calendar.optional')})`
  return (
    <section className="sb-card" data-testid="school-day">
      <h2>{day.day}</h2>
      <p className="sb-inline"><Kind one={day} /></p>
      <p className="sb-muted">{t('runs.calendar.by', { who: t(`runs.calendar.decided.${day.decided}`) })}{day.note && ` · ${day.note}`}</p>
      {day.entry?.source && <p className="sb-fine">{`${t('runs.calendar.field.source')} ${day.entry.source}`}</p>}
      {editable && (
        <Fields form={form} layout="vertical" className="sb-dialog" initialValues={formOf(day)} onFinish={(given) => set.mutate(givenOf(day.day, whose, given))}>
          <Fields.Item name="kind" label={t('runs.calendar.field.kind')}>
            <Radio.Group optionType="button" options={(['calendar', ...KINDS] as const).map((value) => ({ value, label: t(`runs.calendar.kind.${value}`) }))} data-testid="day-kind" />
          </Fields.Item>
          {kind === 'makeUp' && <Fields.Item name="counts_as" label={t('runs.calendar.field.counts')} rules={needed}><Select options={WEEKDAYS.map((name, value) => ({ value, label: t(`runs.calendar.weekday.${name}`) }))} data-testid="day-counts" /></Fields.Item>}
          {kind === 'half' && (
            <div className="sb-two">
              <Fields.Item name="ends_at" label={t('runs.calendar.field.ends')} rules={needed}><Input type="time" data-testid="day-ends" /></Fields.Item>
              <Fields.Item name="leaves_at" label={optional(t('runs.calendar.field.leaves'))} extra={t('runs.calendar.leavesHint')}><Input type="time" /></Fields.Item>
            </div>
          )}
          {kind !== 'makeUp' && <Fields.Item name="until" label={optional(t('runs.calendar.field.until'))}><Input type="date" min={day.day} /></Fields.Item>}
          {kind !== 'calendar' && (
            <>
              <Fields.Item name="note" label={optional(t('runs.calendar.field.note'))}><Input maxLength={200} data-testid="day-note" /></Fields.Item>
              <Fields.Item name="source" label={optional(t('runs.calendar.field.source'))}><Input maxLength={200} /></Fields.Item>
            </>
          )}
          <Refused error={set.error} form={form} names={NAMES} />
          <p><Button type="primary" htmlType="submit" loading={set.isPending} data-testid="day-save">{t('runs.calendar.save')}</Button></p>
        </Fields>
      )}
    </section>
  )
}
