// Change what is agreed with a platform; only what differs is sent, for any change ends its links.
import { Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChangePlatform, type Platform } from '../../api/platforms'
import { Refused } from '../../ui/Refused'
import { changesOf, wishOf, type Encrypting, type Wish } from '../words'
import { Agreed, NAMES } from './Fields'

const OF_ENCRYPTED: readonly Encrypting[] = ['kept', 'given', 'none']
const OF_CLEAR: readonly Encrypting[] = ['none', 'given']

export function EditDialog({ platform, onClose }: { platform: Platform; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const change = useChangePlatform(platform.id)
  const submit = (wish: Wish) => {
    const changes = changesOf(platform, wish)
    if (Object.keys(changes).length === 0) onClose()
    else change.mutate(changes, { onSuccess: onClose })
  }
  return (
    <Modal
      open onCancel={onClose} title={t('platform.editTitle', { name: platform.name })} okText={t('devices.save')} onOk={form.submit} confirmLoading={change.isPending}
      okButtonProps={{ 'data-testid': 'edit-submit' }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" data-testid="edit-dialog" initialValues={wishOf(platform)} onFinish={submit}>
        <Agreed encryptings={platform.encrypted ? OF_ENCRYPTED : OF_CLEAR} />
        <p className="sb-note">{t('platform.changeEnds')}</p>
        <Refused error={change.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
