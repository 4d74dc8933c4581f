// What is done to an account with a reason: disabled, enabled, given a new password.
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDisable, useRenewPassword, type AccountKept, type AccountMade } from '../api/office'
import { Refused } from '../ui/Refused'

export type ReasonDeed = 'disable' | 'enable' | 'reset'
const NAMES = { reason: 'reason' }

export function ReasonDialog({ deed, account, onClose, onMade }: { deed: ReasonDeed; account: AccountKept; onClose: () => void; onMade: (made: AccountMade) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const set = useDisable(account.id)
  const renew = useRenewPassword(account.id)
  const submit = ({ reason }: { reason: string }) => {
    if (deed === 'reset') renew.mutate({ reason }, { onSuccess: onMade })
    else set.mutate({ disabled: deed === 'disable', reason }, { onSuccess: onClose })
  }
  return (
    <Modal open title={t(`admin.account.${deed}Title`, { name: account.display_name })} onCancel={onClose} onOk={() => form.submit()} okText={t(`admin.account.${deed}`)} cancelText={t('admin.cancel')} confirmLoading={set.isPending || renew.isPending} okButtonProps={{ danger: deed !== 'enable', 'data-testid': 'reason-ok' }}>
      <Form form={form} layout="vertical" onFinish={submit} className="sb-dialog">
        <p>{t(`admin.account.${deed}Hint`)}</p>
        <Form.Item name="reason" label={t('admin.account.reason')} rules={[{ required: true, whitespace: true, message: t('admin.needed') }]}><Input maxLength={200} placeholder={t('admin.account.reasonExample')} data-testid="reason" /></Form.Item>
        <Refused error={set.error ?? renew.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
