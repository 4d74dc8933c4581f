// Why a segment is dismissed, or taken up again.
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSay, type Segment } from '../api/danger'
import { Refused } from '../ui/Refused'

const LEAST_REASON = 5

export function SayDialog({ one, what, onClose }: { one: Segment; what: 'dismiss' | 'reopen'; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const say = useSay(one.id, what)
  return (
    <Modal
      open onCancel={onClose} title={t(`danger.${what}Title`)} okText={t('danger.confirm')} cancelText={t('danger.cancel')} onOk={form.submit} confirmLoading={say.isPending}
      okButtonProps={{ 'data-testid': 'danger-say' }} mask={{ closable: false }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={({ reason }) => say.mutate({ version: one.version, reason: reason.trim() }, { onSuccess: onClose })}>
        <p className="sb-muted">{t(`danger.${what}Lead`)}</p>
        <Form.Item name="reason" label={t('danger.reason_')} rules={[{ required: true, min: LEAST_REASON, message: t('danger.reasonMissing', { n: LEAST_REASON }) }]}>
          <Input.TextArea rows={3} maxLength={500} placeholder={t('danger.reasonExample')} data-testid="danger-reason" />
        </Form.Item>
        <Refused error={say.error} form={form} names={{ reason: 'reason' }} />
      </Form>
    </Modal>
  )
}
