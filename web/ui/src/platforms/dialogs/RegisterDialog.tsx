// Let a platform in: its name, its edition, where it comes from; then what the other side enters, with the password, once.
import { useState } from 'react'
import { Button, Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { EDITIONS, useAddPlatform, type PlatformMade } from '../../api/platforms'
import { Refused } from '../../ui/Refused'
import { Handover } from '../Handover'
import { newOf, type Wish } from '../words'
import { Agreed, NAMES, Word } from './Fields'

const FIRST = { version: EDITIONS[0], encrypting: 'none' } as const
const ENCRYPTINGS = ['none', 'given'] as const

export function RegisterDialog({ onClose, onOpen }: { onClose: () => void; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const [made, setMade] = useState<PlatformMade | null>(null)
  const add = useAddPlatform()
  if (made) {
    return (
      <Modal open onCancel={onClose} title={t('platform.registered', { name: made.name })} mask={{ closable: false }} footer={[
        <Button key="open" onClick={() => onOpen(made.id)}>{t('platform.open')}</Button>,
        <Button key="done" type="primary" onClick={onClose} data-testid="made-done">{t('devices.done')}</Button>,
      ]}>
        <div className="sb-dialog" data-testid="platform-made">
          <p className="sb-muted">{t('platform.handoverLead')}</p>
          <Handover platform={made} password={made.password} />
        </div>
      </Modal>
    )
  }
  return (
    <Modal
      open onCancel={onClose} title={t('platform.add')} okText={t('unknown.adopt')} onOk={form.submit} confirmLoading={add.isPending}
      okButtonProps={{ 'data-testid': 'register-submit' }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" data-testid="register-dialog" initialValues={FIRST} onFinish={(wish) => add.mutate(newOf(wish), { onSuccess: setMade })}>
        <Agreed encryptings={ENCRYPTINGS} />
        <div className="sb-two">
          <Word name="access_code" label={t('platform.code')} least={1} placeholder={t('platform.madeForYou')} />
          <Word name="user_id" label={t('howto.user')} least={1} placeholder={t('platform.madeForYou')} />
        </div>
        <Refused error={add.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
