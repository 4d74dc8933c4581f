// The password for one login: shown here, once.
import { Alert, Button, Modal, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AccountMade } from '../api/office'
import { useClock } from '../lib/useClock'

export function PasswordShown({ made, renewed, onClose }: { made: AccountMade; renewed: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const until = made.account.password_once_until
  return (
    <Modal open title={renewed ? t('admin.account.renewed') : t('admin.account.made')} onCancel={onClose} mask={{ closable: false }} footer={<Button type="primary" onClick={onClose} data-testid="password-close">{t('admin.close')}</Button>}>
      <div className="sb-dialog">
        <Alert type="warning" showIcon title={t('admin.account.passwordHint')} />
        <dl className="sb-admin-once">
          <dt>{t('admin.account.username')}</dt>
          <dd><code>{made.account.username}</code></dd>
          <dt>{t('admin.account.password')}</dt>
          <dd><Typography.Text code copyable data-testid="once-password">{made.password}</Typography.Text></dd>
          {until && <dt>{t('admin.account.onceUntil')}</dt>}
          {until && <dd>{clock.date(until)} {clock.time(until)}</dd>}
        </dl>
      </div>
    </Modal>
  )
}
