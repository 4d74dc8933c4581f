// Accounts by user name: who may log in as what; opened, changed, disabled, given a new password, their logins ended.
import { useState } from 'react'
import { Button, Dropdown, Input, Select, Table } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { KEPT_BY, ROLES, useAccounts, type AccountKept, type AccountMade } from '../api/office'
import { useSession } from '../api/queries'
import type { Role } from '../api/types'
import { queryOf } from '../lib/address'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { ExportButton } from '../ui/ExportButton'
import { AccountDialog } from './AccountDialog'
import { LoginsDialog } from './LoginsDialog'
import { PasswordShown } from './PasswordShown'
import { ReasonDialog, type ReasonDeed } from './ReasonDialog'

type Open = { what: 'new' } | { what: 'edit' | 'logins' | ReasonDeed; one: AccountKept } | { what: 'password'; made: AccountMade; renewed: boolean } | null

const MINUTE_MS = 60_000

export function Accounts() {
  const { t } = useTranslation()
  const own = useSession().data
  const may = useMay('keepAccounts')
  const [q, setQ] = useState('')
  const [role, setRole] = useState<Role | undefined>(undefined)
  const [open, setOpen] = useState<Open>(null)
  const answer = useAccounts({ q, role })
  const rows = answer.data?.pages.flatMap((page) => page.items)
  const roles = (own && KEPT_BY[own.role]) ?? ROLES
  const close = () => setOpen(null)
  return (
    <section className="sb-table" data-testid="accounts">
      <div className="sb-actions">
        <Input.Search allowClear placeholder={t('admin.search')} onSearch={setQ} style={{ width: 220 }} data-testid="account-search" />
        <Select<Role> allowClear placeholder={t('admin.account.role')} value={role} onChange={setRole} style={{ width: 160 }} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} />
        <ExportButton list="/administration/accounts" query={queryOf({ q, role })} />
        {may && <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ what: 'new' })} data-testid="new-account">{t('admin.account.add')}</Button>}
      </div>
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Waiting rows={8} />}
      {rows?.length === 0 && <Empty title={t('admin.account.empty')} hint={t('admin.account.emptyHint')} />}
      {rows && rows.length > 0 && <Rows rows={rows} ownId={own?.id} may={may} onOpen={(what, one) => setOpen({ what, one })} />}
      {answer.hasNextPage && <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>{t('admin.more')}</Button>}
      {open?.what === 'new' && <AccountDialog roles={roles} onClose={close} onMade={(made) => setOpen({ what: 'password', made, renewed: false })} />}
      {open?.what === 'edit' && <AccountDialog roles={roles} account={open.one} onClose={close} />}
      {open?.what === 'logins' && <LoginsDialog account={open.one} onClose={close} />}
      {(open?.what === 'disable' || open?.what === 'enable' || open?.what === 'reset') && (
        <ReasonDialog deed={open.what} account={open.one} onClose={close} onMade={(made) => setOpen({ what: 'password', made, renewed: true })} />
      )}
      {open?.what === 'password' && <PasswordShown made={open.made} renewed={open.renewed} onClose={close} />}
    </section>
  )
}

type What = 'edit' | 'logins' | ReasonDeed

function Rows({ rows, ownId, may, onOpen }: { rows: AccountKept[]; ownId: string | undefined; may: boolean; onOpen: (what: What, one: AccountKept) => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const deeds = (one: AccountKept): What[] => {
    if (!may) return ['logins']
    return one.id === ownId ? ['edit', 'logins'] : ['edit', 'logins', 'reset', one.disabled ? 'enable' : 'disable']
  }
  const word: Record<What, string> = { edit: t('admin.account.edit'), logins: t('admin.account.sessions'), reset: t('admin.account.reset'), enable: t('admin.account.enable'), disable: t('admin.account.disable') }
  return (
    <Table<AccountKept>
      size="middle" rowKey="id" dataSource={rows} pagination={false} scroll={{ x: 'max-content' }}
      columns={[
        { key: 'name', title: t('admin.account.name'), render: (_, one) => <span className="sb-stack"><span className="sb-strong">{one.display_name}</span><span className="sb-fine">{one.username}</span></span> },
        { key: 'role', title: t('admin.account.role'), render: (_, one) => t(`role.${one.role}`) },
        { key: 'organisation', title: t('admin.account.organisation'), render: (_, one) => one.organisation_name ?? t('admin.none') },
        { key: 'state', title: t('admin.account.state'), render: (_, one) => <State one={one} /> },
        { key: 'last', title: t('admin.account.last'), render: (_, one) => (one.last_login_at ? `${clock.date(one.last_login_at)} ${clock.time(one.last_login_at)}` : t('admin.account.never')) },
        {
          key: 'deeds', title: '', align: 'right',
          render: (_, one) => (
            <Dropdown trigger={['click']} menu={{ items: deeds(one).map((what) => ({ key: what, label: <span data-testid={`account-${what}`}>{word[what]}</span>, danger: what === 'disable', onClick: () => onOpen(what, one) })) }}>
              <Button size="small" data-testid={`account-menu-${one.username}`}>{t('admin.account.edit')}</Button>
            </Dropdown>
          ),
        },
      ]}
    />
  )
}

function State({ one }: { one: AccountKept }) {
  const { t } = useTranslation()
  const now = useServerNow(MINUTE_MS)
  if (one.disabled) return <span className="sb-chip" data-tone="bad">{t('admin.account.disabled')}</span>
  const over = one.password_once_until !== null && Date.parse(one.password_once_until) <= now
  if (one.password_once) return <span className="sb-chip" data-tone={over ? 'bad' : undefined}>{t(over ? 'admin.account.onceOver' : 'admin.account.once')}</span>
  return <span className="sb-chip" data-tone="good">{t('admin.account.active')}</span>
}
