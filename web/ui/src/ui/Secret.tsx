// A secret that is told once: to be copied now, or never.
import { Alert, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

export function Secret({ secret }: { secret: string }) {
  const { t } = useTranslation()
  return (
    <div className="sb-secret" data-testid="secret">
      <Typography.Text copyable={{ text: secret, tooltips: [t('secret.copy'), t('secret.copied')] }}>
        <code aria-label={t('secret.label')}>{secret}</code>
      </Typography.Text>
      <Alert type="warning" showIcon title={t('secret.once')} />
    </div>
  )
}
