// The password for one login: shown here, once.
import { Alert, Button, Modal, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AccountMade } from '../api/office'

export function PasswordShown({ made, renewed, onClose }: { made: AccountMade; renewed: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open title={renewed ? t('admin.account.renewed') : t('admin.account.made')} onCancel={onClose} mask={{ closable: false }} footer={<Button type="primary" onClick={onClose} data-testid="password-close">{t('admin.close')}</Button>}>
      <div className="sb-dialog">
        <Alert type="warning" showIcon title={t('admin.account.passwordHint')} />
        <dl className="sb-admin-once">
          <dt>{t('admin.account.username')}</dt>
          <dd><code>{made.account.username}</code></dd>
          <dt>{t('admin.account.password')}</dt>
          <dd><Typography.Text code copyable data-testid="once-password">{made.password}</Typography.Text></dd>
        </dl>
      </div>
    </Modal>
  )
}
