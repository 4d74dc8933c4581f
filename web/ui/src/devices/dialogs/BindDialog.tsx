// For which bus a device speaks from when; and until when.
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useBind, useUnbind } from '../../api/devices'
import type { Binding } from '../../api/deviceTypes'
import { useConfig } from '../../api/queries'
import { instantOf } from '../../lib/wallClock'
import { Refused } from '../../ui/Refused'
import { VehiclePick } from '../VehiclePick'

const NAMES = { vehicle_id: 'vehicle', since: 'since', until: 'until' }
const useZone = () => useConfig().data?.timezone ?? 'Asia/Shanghai'

export function BindDialog({ device, onClose }: { device: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ vehicle: string; since?: string }>()
  const zone = useZone()
  const bind = useBind(device)
  return (
    <Modal
      open onCancel={onClose} title={t('binding.bindTitle')} okText={t('binding.bind')} onOk={form.submit} confirmLoading={bind.isPending}
      okButtonProps={{ 'data-testid': 'bind-submit' }}
    >
      <Form
        form={form} layout="vertical" className="sb-dialog" data-testid="bind-dialog"
        onFinish={({ vehicle, since }) => {
          const from = instantOf(since, zone)
          bind.mutate({ vehicle_id: vehicle, ...(from ? { since: from } : {}) }, { onSuccess: onClose })
        }}
      >
        <p className="sb-muted">{t('binding.hint')}</p>
        <Form.Item name="vehicle" label={t('devices.vehicle')} rules={[{ required: true, message: t('binding.vehicleMissing') }]}>
          <VehiclePick />
        </Form.Item>
        <Form.Item name="since" label={t('binding.since')} extra={t('binding.sinceHint')}>
          <Input type="datetime-local" data-testid="bind-since" />
        </Form.Item>
        <Refused error={bind.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

export function UnbindDialog({ device, binding, onClose }: { device: string; binding: Binding; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ until?: string }>()
  const zone = useZone()
  const unbind = useUnbind(device)
  return (
    <Modal
      open onCancel={onClose} title={t('binding.unbindTitle', { plate: binding.plate })} okText={t('binding.unbind')} okButtonProps={{ danger: true, 'data-testid': 'unbind-submit' }}
      onOk={form.submit} confirmLoading={unbind.isPending}
    >
      <Form
        form={form} layout="vertical" className="sb-dialog" data-testid="unbind-dialog"
        onFinish={({ until }) => unbind.mutate({ binding: binding.id, until: instantOf(until, zone) ?? null }, { onSuccess: onClose })}
      >
        <Form.Item name="until" label={t('binding.at')} extra={t('binding.atHint')}>
          <Input type="datetime-local" data-testid="unbind-until" />
        </Form.Item>
        <Refused error={unbind.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
