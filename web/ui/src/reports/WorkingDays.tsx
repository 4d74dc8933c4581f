// The days on which the office differs from the State Council's calendar, each with its source; an administrator enters them.
import { Button, Form, Input, Popconfirm, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSetWorkingDay, useWorkingDays } from '../api/reports'
import { useMay } from '../lib/may'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

export function WorkingDays() {
  const { t } = useTranslation()
  const may = useMay('setWorkingDays')
  const answer = useWorkingDays()
  const drop = useSetWorkingDay()
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <Waiting rows={4} />
  return (
    <div className="sb-reports-days">
      <p className="sb-muted">{t('reports.days.lead', { until: answer.data.known_until })} {!may && t('reports.days.adminOnly')}</p>
      {may && <Enter />}
      {answer.data.items.length === 0 && <Empty title={t('reports.days.empty')} hint={t('reports.days.emptyHint')} />}
      <ul className="sb-desk-cards" data-testid="working-days">
        {answer.data.items.map((one) => (
          <li key={one.day}>
            <span className="sb-inline"><b>{one.day}</b><span className="sb-chip" data-tone={one.works ? 'good' : 'quiet'}>{one.works ? t('reports.days.works') : t('reports.days.rests')}</span></span>
            <span>{one.source}</span>
            {may && (
              <Popconfirm title={t('reports.days.remove')} onConfirm={() => drop.mutate({ day: one.day, works: null, source: one.source })}>
                <Button size="small" loading={drop.isPending && drop.variables.day === one.day}>{t('reports.days.remove')}</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      <Refused error={drop.error} />
    </div>
  )
}

const NAMES = { day: 'day', source: 'source' }

function Enter() {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ day: string; works: boolean; source: string }>()
  const set = useSetWorkingDay()
  return (
    <Form form={form} layout="vertical" className="sb-dialog sb-reports-day" initialValues={{ works: false }} onFinish={(given) => set.mutate(given, { onSuccess: () => form.resetFields() })}>
      <Form.Item name="day" label={t('reports.days.day')} rules={[{ required: true, message: t('reports.ask.needed') }]}><Input type="date" data-testid="day-date" /></Form.Item>
      <Form.Item name="works" label={t('reports.days.kind')}><Radio.Group optionType="button" options={[{ value: false, label: t('reports.days.rests') }, { value: true, label: t('reports.days.works') }]} /></Form.Item>
      <Form.Item name="source" label={t('reports.days.source')} rules={[{ required: true, whitespace: true, message: t('reports.ask.needed') }]}><Input maxLength={200} placeholder={t('reports.days.sourceExample')} data-testid="day-source" /></Form.Item>
      <Refused error={set.error} form={form} names={NAMES} />
      <Button type="primary" htmlType="submit" loading={set.isPending} data-testid="day-enter">{t('reports.days.add')}</Button>
    </Form>
  )
}
