// Why something was not done, in the server's own sentence, and what to do next.
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'

export function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (!error) return null
  const said = error instanceof ApiError ? (error.detail ?? null) : null
  const fields = error instanceof ApiError ? error.fields.filter((one) => !one.field.startsWith('rows.')) : []
  const otherwise = error instanceof ApiError && error.status === 0 ? t('error.unreachable') : t('error.server')
  return (
    <Alert
      type="error" showIcon data-testid="refused" title={said ?? otherwise}
      description={fields.length > 0 && <ul className="sb-plain">{fields.map((one) => <li key={one.field + one.message}>{`${one.field}: ${one.message}`}</li>)}</ul>}
    />
  )
}
