// Rename a device, set its limit of silence.
import { Form, Input, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChangeDevice } from '../../api/devices'
import type { Device } from '../../api/deviceTypes'
import { Refused } from '../../ui/Refused'

const NAMES = { name: 'name', silent_after_s: 'silent_after_s' }

export function EditDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ name: string; silent_after_s: number | null }>()
  const change = useChangeDevice(device.id)
  return (
    <Modal
      open onCancel={onClose} title={`${t('devices.edit')} ${device.id}`} okText={t('devices.save')} onOk={form.submit} confirmLoading={change.isPending}
      okButtonProps={{ 'data-testid': 'edit-submit' }}
    >
      <Form
        form={form} layout="vertical" className="sb-dialog" data-testid="edit-dialog" initialValues={{ name: device.name ?? '', silent_after_s: device.silent_after_s }}
        onFinish={({ name, silent_after_s }) => change.mutate({ name: name.trim() || null, silent_after_s: silent_after_s ?? null }, { onSuccess: onClose })}
      >
        <Form.Item name="name" label={t('devices.name')} extra={t('devices.nameHint')}>
          <Input maxLength={100} autoFocus data-testid="edit-name" />
        </Form.Item>
        <Form.Item name="silent_after_s" label={t('devices.silentAfter')} extra={t('devices.silentHint')}>
          <InputNumber min={10} max={86_400} precision={0} suffix={t('devices.seconds')} className="sb-number" data-testid="edit-silent" />
        </Form.Item>
        <Refused error={change.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
