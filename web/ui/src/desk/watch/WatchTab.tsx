// The watch: who has it, the rota, taking it over with a note, what was handed over, and how operators answer.
import { useState } from 'react'
import { Button, Form, Input, Modal, Popconfirm } from 'antd'
import { SwapOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useDropDuty, useDuties, useHandovers, useRates, useTakeWatch, useWatch } from '../../api/desk'
import { useMay } from '../../lib/may'
import { useClock } from '../../lib/useClock'
import { useServerNow } from '../../live/context'
import { Waiting } from '../../ui/Answer'
import { Refused } from '../../ui/Refused'
import { AddDuty } from './AddDuty'

export function WatchTab() {
  return (
    <div className="sb-desk-sheet sb-desk-columns">
      <div>
        <Holder />
        <Rota />
      </div>
      <div>
        <Log />
        <Rates />
      </div>
    </div>
  )
}

function Holder() {
  const { t } = useTranslation()
  const clock = useClock()
  const may = useMay('desk')
  const watch = useWatch().data
  const take = useTakeWatch()
  const [form] = Form.useForm<{ note: string }>()
  const [taking, setTaking] = useState(false)
  const now = useServerNow(60_000)
  if (!watch) return <Waiting rows={3} />
  return (
    <section className="sb-desk-card" data-testid="watch">
      <h3>{t('desk.watch.holder')}</h3>
      <p className="sb-desk-holder">
        {watch.holder ? <><b>{watch.holder.name}</b> <span className="sb-muted">{watch.since && t('desk.watch.since', { time: clock.moment(watch.since, now) })}</span></> : t('desk.watch.nobody')}
      </p>
      <p>
        <span className="sb-muted">{t('desk.watch.onDuty')}</span> {watch.on_duty.length > 0 ? watch.on_duty.map((one) => one.name).join(t('common.comma')) : t('desk.watch.noDuty')}
      </p>
      <p className="sb-muted">{t('desk.watch.open', { count: watch.open_cases })}</p>
      {may && <Button type="primary" icon={<SwapOutlined />} onClick={() => setTaking(true)} data-testid="take-watch">{t('desk.watch.take')}</Button>}
      <Modal open={taking} title={t('desk.watch.take')} okText={t('desk.watch.take')} onCancel={() => setTaking(false)} onOk={form.submit} confirmLoading={take.isPending} okButtonProps={{ 'data-testid': 'watch-submit' }}>
        <Form form={form} layout="vertical" className="sb-dialog" onFinish={({ note }) => take.mutate(note, { onSuccess: () => { setTaking(false); form.resetFields() } })}>
          <p className="sb-muted">{t('desk.watch.open', { count: watch.open_cases })}</p>
          <Form.Item name="note" label={t('desk.watch.note')} rules={[{ required: true, whitespace: true, message: t('desk.watch.noteMissing') }]}>
            <Input.TextArea rows={3} maxLength={2000} data-testid="watch-note" />
          </Form.Item>
          <Refused error={take.error} form={form} names={NAMES} />
        </Form>
      </Modal>
    </section>
  )
}

const NAMES = { note: 'note' }

function Rota() {
  const { t } = useTranslation()
  const clock = useClock()
  const may = useMay('desk')
  const duties = useDuties().data
  const drop = useDropDuty()
  return (
    <section className="sb-desk-card">
      <span className="sb-block-head"><h3>{t('desk.watch.rota')}</h3>{may && <AddDuty />}</span>
      {duties?.length === 0 && <p className="sb-muted">{t('desk.watch.noRota')}</p>}
      <ul className="sb-desk-repeats" data-testid="rota">
        {duties?.map((one) => (
          <li key={one.id} data-now={one.now}>
            <b>{one.who.name}</b>
            <span>{`${clock.date(one.since)} ${clock.time(one.since)} – ${clock.date(one.until)} ${clock.time(one.until)}`}</span>
            <span className="sb-muted">{one.rank === 0 ? t('desk.watch.first') : t('desk.watch.next', { n: one.rank + 1 })}</span>
            {may && <Popconfirm title={t('desk.watch.remove')} onConfirm={() => drop.mutate(one.id)}><Button size="small" type="text">{t('desk.watch.remove')}</Button></Popconfirm>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Log() {
  const { t } = useTranslation()
  const clock = useClock()
  const handovers = useHandovers().data
  return (
    <section className="sb-desk-card">
      <h3>{t('desk.watch.log')}</h3>
      {handovers?.length === 0 && <p className="sb-muted">{t('desk.watch.noLog')}</p>}
      <ul className="sb-desk-cards" data-testid="handovers">
        {handovers?.map((one) => (
          <li key={one.id}>
            <span className="sb-inline">
              <b>{one.by.name}</b>
              {one.before && <span className="sb-muted">{t('desk.watch.from_', { name: one.before.name })}</span>}
              <span className="sb-fine">{clock.date(one.at)} {clock.time(one.at)}</span>
              <span className="sb-chip">{t('desk.watch.handed', { count: one.cases.length })}</span>
            </span>
            <span>{one.note}</span>
            {one.cases.length > 0 && <details className="sb-versions"><summary>{t('desk.tabs.cases')}</summary><p className="sb-muted">{one.cases.map((each) => `${each.plate} ${each.rule}`).join(t('common.comma'))}</p></details>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Rates() {
  const { t } = useTranslation()
  const rates = useRates().data
  const percent = (value: number | null) => (value === null ? t('common.none') : `${Math.round(value * 100)}%`)
  return (
    <section className="sb-desk-card">
      <h3>{t('desk.watch.rates')}</h3>
      {rates?.length === 0 && <p className="sb-muted">{t('desk.watch.noRates')}</p>}
      {rates && rates.length > 0 && (
        <table className="sb-desk-table" data-testid="rates">
          <thead><tr><th>{t('bus.operator')}</th><th>{t('desk.watch.cases')}</th><th>{t('desk.watch.answered')}</th><th>{t('desk.watch.inTime')}</th><th>{t('desk.watch.running')}</th><th>{t('desk.watch.rate')}</th></tr></thead>
          <tbody>
            {rates.map((one) => (
              <tr key={one.id}><td>{one.name}</td><td>{one.cases}</td><td>{one.answered}</td><td>{one.in_time}</td><td>{one.running}</td><td>{percent(one.in_time_rate)}</td></tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
