// The logins of an account that live; each can be ended.
import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useEndLogins, useLogins, type AccountKept } from '../api/office'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

export function LoginsDialog({ account, onClose }: { account: AccountKept; onClose: () => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const may = useMay('keepAccounts')
  const answer = useLogins(account.id)
  const end = useEndLogins(account.id)
  const others = answer.data?.filter((one) => !one.own) ?? []
  return (
    <Modal open title={t('admin.account.sessionsOf', { name: account.display_name })} onCancel={onClose} footer={may && others.length > 1 && <Button danger loading={end.isPending} onClick={() => end.mutate(others.map((one) => one.id))}>{t('admin.account.endAll')}</Button>}>
      <div className="sb-dialog" data-testid="logins">
        {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
        {answer.isPending && <Waiting rows={3} />}
        {answer.data?.length === 0 && <p className="sb-muted">{t('admin.account.noSessions')}</p>}
        <ul className="sb-desk-cards">
          {answer.data?.map((one) => (
            <li key={one.id}>
              <span className="sb-inline"><b>{`${t('admin.account.since')} ${clock.date(one.created_at)} ${clock.time(one.created_at)}`}</b>{one.own && <span className="sb-chip" data-tone="good">{t('admin.account.own')}</span>}</span>
              <span>{`${t('admin.account.from')}: ${one.address ?? t('admin.none')}`}</span>
              <span className="sb-fine">{one.user_agent}</span>
              {may && !one.own && <Button size="small" danger loading={end.isPending} onClick={() => end.mutate([one.id])} data-testid="login-end">{t('admin.account.end')}</Button>}
            </li>
          ))}
        </ul>
        <Refused error={end.error} />
      </div>
    </Modal>
  )
}
