// Register a device: its id and protocol, if one likes its bus; then its secret and set-up.
import { useState } from 'react'
import { Button, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { patchMade, useAddDevice, useBindAny } from '../../api/devices'
import { PROTOCOLS, type DeviceMade } from '../../api/deviceTypes'
import { Refused } from '../../ui/Refused'
import { VehiclePick } from '../VehiclePick'
import { Made } from './Made'

const NAMES = { id: 'id', protocol: 'protocol', name: 'name' }

interface Wish {
  id?: string
  protocol: string
  name?: string
  vehicle?: string
}

export function CreateDialog({ onClose, onOpen }: { onClose: () => void; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const [made, setMade] = useState<DeviceMade | null>(null)
  const add = useAddDevice()
  const bind = useBindAny()
  const by808 = Form.useWatch('protocol', form) === 'jt808'
  const submit = async ({ id, protocol, name, vehicle }: Wish) => {
    const device = await add.mutateAsync({ ...(id ? { id } : {}), protocol, ...(name ? { name } : {}) })
    setMade(device)
    if (vehicle) setMade(patchMade(device, await bind.mutateAsync({ device: device.id, vehicle_id: vehicle })))
  }
  if (made) {
    return (
      <Modal open onCancel={onClose} title={t('devices.created')} mask={{ closable: false }} footer={[
        <Button key="open" onClick={() => onOpen(made.id)}>{t('devices.open')}</Button>,
        <Button key="done" type="primary" onClick={onClose} data-testid="made-done">{t('devices.done')}</Button>,
      ]}>
        <Refused error={bind.error} />
        <Made made={made} />
      </Modal>
    )
  }
  return (
    <Modal
      open onCancel={onClose} title={t('devices.add')} okText={t('devices.add')} onOk={form.submit} confirmLoading={add.isPending || bind.isPending}
      okButtonProps={{ 'data-testid': 'create-submit' }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" data-testid="create-dialog" initialValues={{ protocol: PROTOCOLS[0] }} onFinish={(wish) => void submit(wish).catch(() => undefined)}>
        <Form.Item name="protocol" label={t('devices.protocol')}>
          <Select options={PROTOCOLS.map((value) => ({ value, label: t(`protocol.${value}`) }))} data-testid="create-protocol" />
        </Form.Item>
        <Form.Item name="id" label={by808 ? t('howto.phone') : t('devices.id')} extra={by808 ? t('devices.phoneHint') : t('devices.idHint')}>
          <Input autoFocus maxLength={32} autoComplete="off" data-testid="create-id" />
        </Form.Item>
        <Form.Item name="name" label={t('devices.name')} extra={t('devices.nameHint')}>
          <Input maxLength={100} data-testid="create-name" />
        </Form.Item>
        <Form.Item name="vehicle" label={t('devices.vehicle')} extra={t('devices.vehicleHint')}>
          <VehiclePick />
        </Form.Item>
        <Refused error={add.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
