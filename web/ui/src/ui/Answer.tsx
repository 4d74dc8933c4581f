// What a panel shows while an answer is on its way, is empty, or failed; each says what to do next.
import type { ReactNode } from 'react'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { InboxOutlined, WarningOutlined } from '@ant-design/icons'
import { ApiError } from '../api/client'

export function Empty({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className="sb-empty" data-testid="empty">
      <InboxOutlined aria-hidden className="sb-empty-icon" />
      <p className="sb-empty-title">{title}</p>
      {hint && <p className="sb-empty-hint">{hint}</p>}
      {action && <p>{action}</p>}
    </div>
  )
}

/** `missing` says in the words of the thing itself that it cannot be found. */
export function Failure({ error, retry, missing }: { error: unknown; retry?: () => void; missing?: string }) {
  const { t } = useTranslation()
  const kind = kindOf(error)
  return (
    <div className="sb-empty" role="alert" data-testid="failure">
      <WarningOutlined aria-hidden className="sb-empty-icon" />
      <p className="sb-empty-title">{t('error.title')}</p>
      <p className="sb-empty-hint">{kind === 'missing' && missing ? missing : t(`error.${kind}`)}</p>
      {retry && kind !== 'missing' && <Button onClick={retry}>{t('error.retry')}</Button>}
    </div>
  )
}

function kindOf(error: unknown): 'unreachable' | 'forbidden' | 'missing' | 'server' {
  if (!(error instanceof ApiError)) return 'server'
  if (error.status === 0) return 'unreachable'
  if (error.status === 403) return 'forbidden'
  return error.status === 404 ? 'missing' : 'server'
}

export function Waiting({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation()
  return (
    <div className="sb-waiting" aria-busy aria-label={t('common.loading')} role="status">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}
