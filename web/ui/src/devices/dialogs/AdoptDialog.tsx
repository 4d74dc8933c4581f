// Let an unknown device in: the bus that its plate proposes, confirmed or changed; then its secret and set-up.
import { useState } from 'react'
import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAdopt } from '../../api/devices'
import { PROTOCOLS, type Adopted, type Unknown } from '../../api/deviceTypes'
import { useConfig } from '../../api/queries'
import { instantOf } from '../../lib/wallClock'
import { Refused } from '../../ui/Refused'
import { VehiclePick } from '../VehiclePick'
import { saysOfItself } from '../words'
import { Made } from './Made'

const NAMES = { vehicle_id: 'vehicle', since: 'since', protocol: 'protocol' }

interface Wish {
  protocol: string
  vehicle?: string
  since?: string
}

export function AdoptDialog({ unknown, onClose, onOpen }: { unknown: Unknown; onClose: () => void; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const [made, setMade] = useState<Adopted | null>(null)
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const adopt = useAdopt(unknown.id)
  const vehicle = Form.useWatch('vehicle', form)
  const submit = ({ protocol, since }: Wish) => {
    const from = vehicle ? instantOf(since, zone) : undefined
    adopt.mutate({ protocol, ...(vehicle ? { vehicle_id: vehicle } : {}), ...(from ? { since: from } : {}) }, { onSuccess: setMade })
  }
  if (made) {
    return (
      <Modal open onCancel={onClose} title={t('unknown.adopted', { device: made.id })} mask={{ closable: false }} footer={[
        <Button key="open" onClick={() => onOpen(made.id)}>{t('devices.open')}</Button>,
        <Button key="done" type="primary" onClick={onClose} data-testid="made-done">{t('devices.done')}</Button>,
      ]}>
        <Made made={made} waiting={made.waiting} />
      </Modal>
    )
  }
  const says = saysOfItself(t, unknown)
  const proposed = unknown.proposed_vehicle
  return (
    <Modal
      open onCancel={onClose} title={t('unknown.adoptTitle', { device: unknown.device })} okText={t('unknown.adopt')} onOk={form.submit} confirmLoading={adopt.isPending}
      okButtonProps={{ 'data-testid': 'adopt-submit', autoFocus: true }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" data-testid="adopt-dialog" initialValues={{ protocol: unknown.protocol, vehicle: proposed?.id }} onFinish={submit}>
        {says && <p className="sb-muted">{says}</p>}
        <Form.Item name="vehicle" label={t('devices.vehicle')} extra={proposed && vehicle === proposed.id ? t('unknown.bindProposed') : t('devices.vehicleHint')}>
          <VehiclePick />
        </Form.Item>
        {vehicle && (
          <Form.Item name="since" label={t('binding.since')} extra={unknown.waiting > 0 ? t('unknown.sinceFirst') : t('unknown.sinceNow')}>
            <Input type="datetime-local" data-testid="adopt-since" />
          </Form.Item>
        )}
        {vehicle && unknown.waiting > 0 && <Alert type="info" showIcon title={t('unknown.willJudge', { count: unknown.waiting })} />}
        <Form.Item name="protocol" label={t('devices.protocol')}>
          <Select options={PROTOCOLS.map((value) => ({ value, label: t(`protocol.${value}`) }))} />
        </Form.Item>
        <Refused error={adopt.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
