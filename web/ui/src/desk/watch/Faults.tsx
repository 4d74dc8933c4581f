// Known faults: what is sent for repair until when; meanwhile the desk keeps quiet about it.
import { useState } from 'react'
import { Button, Form, Input, Modal, Popconfirm, Select } from 'antd'
import { ToolOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useDeclare, useEndFault, useFaults } from '../../api/desk'
import { useConfig, useRules, useVehicles } from '../../api/queries'
import { useMay } from '../../lib/may'
import { useClock } from '../../lib/useClock'
import { useRuleTitle } from '../../lib/useRuleTitle'
import { instantOf } from '../../lib/wallClock'
import { Empty, Failure, Waiting } from '../../ui/Answer'
import { Plate } from '../../ui/Plate'
import { Refused } from '../../ui/Refused'

export function Faults() {
  const { t } = useTranslation()
  const clock = useClock()
  const titleOf = useRuleTitle()
  const may = useMay('desk')
  const answer = useFaults()
  const end = useEndFault()
  const [declaring, setDeclaring] = useState(false)
  return (
    <div className="sb-desk-sheet">
      {may && <Button type="primary" icon={<ToolOutlined />} onClick={() => setDeclaring(true)} data-testid="declare-fault">{t('desk.fault.declare')}</Button>}
      {answer.isPending && <Waiting rows={4} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data?.length === 0 && <Empty title={t('desk.fault.empty')} hint={t('desk.fault.emptyHint')} />}
      <ul className="sb-desk-cards" data-testid="faults">
        {answer.data?.map((one) => (
          <li key={one.id} data-now={one.now}>
            <span className="sb-inline">
              <Plate plate={one.plate} />
              <b>{one.rule ? titleOf(one.rule) : (one.device_id ?? t('desk.fault.anyRule'))}</b>
              <span className="sb-chip" data-tone={one.now ? 'bad' : 'quiet'}>{one.now ? t('desk.fault.now') : t('desk.fault.ended')}</span>
            </span>
            <span>{one.reason}</span>
            <span className="sb-muted">{`${clock.date(one.since)} ${clock.time(one.since)} – ${clock.date(one.until)} ${clock.time(one.until)}`} · {t('desk.fault.by', { name: one.by.name })} · {t('desk.fault.findings', { count: one.findings })}</span>
            {may && one.now && (
              <Popconfirm title={t('desk.fault.end')} onConfirm={() => end.mutate(one.id)}>
                <Button size="small" loading={end.isPending && end.variables === one.id} data-testid="end-fault">{t('desk.fault.end')}</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      {declaring && <Declare onClose={() => setDeclaring(false)} />}
    </div>
  )
}

const NAMES = { vehicle_id: 'vehicle', rule: 'rule', until: 'until', reason: 'reason' }

function Declare({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const [form] = Form.useForm<{ vehicle: string; rule?: string; until: string; reason: string }>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const vehicles = useVehicles().data?.items ?? []
  const rules = useRules().data ?? []
  const declare = useDeclare()
  return (
    <Modal open title={t('desk.fault.declare')} okText={t('desk.fault.declare')} onCancel={onClose} onOk={form.submit} confirmLoading={declare.isPending} okButtonProps={{ 'data-testid': 'fault-submit' }}>
      <Form
        form={form} layout="vertical" className="sb-dialog"
        onFinish={({ vehicle, rule, until, reason }) =>
          declare.mutate({ vehicle_id: Number(vehicle), until: instantOf(until, zone) ?? '', reason, ...(rule ? { rule } : {}) }, { onSuccess: onClose })}
      >
        <Form.Item name="vehicle" label={t('desk.fault.vehicle')} rules={[{ required: true, message: t('desk.fault.vehicleMissing') }]}>
          <Select showSearch optionFilterProp="label" options={vehicles.map((one) => ({ value: one.id, label: one.plate }))} data-testid="fault-vehicle" />
        </Form.Item>
        <Form.Item name="rule" label={t('desk.fault.rule')}>
          <Select allowClear showSearch optionFilterProp="label" placeholder={t('desk.fault.anyRule')} options={rules.map((one) => ({ value: one.id, label: `${one.id} ${one.title[i18n.language === 'en' ? 'en' : 'zh']}` }))} />
        </Form.Item>
        <Form.Item name="until" label={t('desk.fault.until')} rules={[{ required: true, message: t('desk.ask.untilMissing') }]}>
          <Input type="datetime-local" data-testid="fault-until" />
        </Form.Item>
        <Form.Item name="reason" label={t('desk.fault.reason')} rules={[{ required: true, whitespace: true, message: t('desk.ask.noteMissing') }]}>
          <Input.TextArea rows={2} maxLength={2000} data-testid="fault-reason" />
        </Form.Item>
        <Refused error={declare.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
