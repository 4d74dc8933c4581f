// The terms that hold: of the district, and those of one school or stage that stand instead of them.
import { Button, Form, Input, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDropTerm } from '../api/office'
import { useKeepTerm, useRemoveOwnTerm, type CalendarMonth, type TermGiven, type TermKept, type Whose } from '../api/runs'
import { Refused } from '../ui/Refused'

const NAMES = { name: 'name', starts: 'starts', ends: 'ends', source: 'source' }

export function Terms({ month, whose }: { month: CalendarMonth; whose: Whose }) {
  const { t } = useTranslation()
  const own = whose.school_id !== undefined || whose.stage !== undefined
  const drop = useDropTerm()
  const dropOwn = useRemoveOwnTerm()
  return (
    <section className="sb-card" data-testid="school-terms">
      <h2>{t('runs.calendar.terms')}</h2>
      {own && (
        <>
          <h3>{t('runs.calendar.ownTerms')}</h3>
          <p className="sb-fine">{t('runs.calendar.ownHint')}</p>
          <List terms={month.own_terms} {...(month.may_edit ? { onRemove: (id: string) => dropOwn.mutate(id) } : {})} />
        </>
      )}
      <h3>{t('runs.calendar.districtTerms')}</h3>
      <List terms={month.terms} {...(month.may_edit && !own ? { onRemove: (id: string) => drop.mutate(id, { onSuccess: () => dropOwn.reset() }) } : {})} />
      <Refused error={drop.error ?? dropOwn.error} />
      {month.may_edit && <Add whose={whose} />}
    </section>
  )
}

function List({ terms, onRemove }: { terms: TermKept[]; onRemove?: (id: string) => void }) {
  const { t } = useTranslation()
  if (terms.length === 0) return <p className="sb-muted">{t('runs.calendar.none')}</p>
  return (
    <ul className="sb-school-terms">
      {terms.map((one) => (
        <li key={one.id}>
          <span><b>{one.name}</b> {`${one.starts} – ${one.ends}`}{one.source && <span className="sb-fine">{` ${one.source}`}</span>}</span>
          {onRemove && <Popconfirm title={t('runs.calendar.removeConfirm')} onConfirm={() => onRemove(one.id)}><Button size="small">{t('runs.calendar.remove')}</Button></Popconfirm>}
        </li>
      ))}
    </ul>
  )
}

function Add({ whose }: { whose: Whose }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<TermGiven>()
  const keep = useKeepTerm()
  const needed = [{ required: true, message: t('runs.calendar.needed') }]
  return (
    <Form form={form} layout="vertical" className="sb-dialog" onFinish={(given) => keep.mutate({ ...given, ...whose }, { onSuccess: () => form.resetFields() })}>
      <Form.Item name="name" label={t('runs.calendar.name')} rules={needed}><Input maxLength={100} data-testid="own-term-name" /></Form.Item>
      <div className="sb-two">
        <Form.Item name="starts" label={t('runs.calendar.starts')} rules={needed}><Input type="date" data-testid="own-term-starts" /></Form.Item>
        <Form.Item name="ends" label={t('runs.calendar.endsOn')} rules={needed}><Input type="date" data-testid="own-term-ends" /></Form.Item>
      </div>
      <Form.Item name="source" label={`${t('runs.calendar.field.source')} (${t('runs.calendar.optional')})`}><Input maxLength={200} /></Form.Item>
      <Refused error={keep.error} form={form} names={NAMES} />
      <p><Button htmlType="submit" loading={keep.isPending} data-testid="own-term-add">{t('runs.calendar.add')}</Button></p>
    </Form>
  )
}
