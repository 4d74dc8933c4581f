// Who is logged in, and the way out.
import { Button, Dropdown } from 'antd'
import { LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { remove } from '../api/client'
import { changePerson, useConfig } from '../api/queries'
import type { Account } from '../api/types'

export function AccountMenu({ account }: { account: Account }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const version = useConfig().data?.version
  const logout = useMutation({
    mutationFn: () => remove('/session'),
    onSettled: () => changePerson(queries, null),
  })
  const head = (
    <span className="sb-account">
      <strong>{account.display_name}</strong>
      <small>{t(`role.${account.role}`)}</small>
      {account.organisation && <small>{account.organisation.name}</small>}
      {version && <small>{t('shell.version', { version })}</small>}
    </span>
  )
  return (
    <Dropdown
      trigger={['click']}
      placement="topRight"
      menu={{
        items: [
          { key: 'who', label: head, disabled: true, style: { cursor: 'default' } },
          { type: 'divider' },
          { key: 'logout', icon: <LogoutOutlined />, label: <span data-testid="logout">{t('shell.logout')}</span>, onClick: () => logout.mutate() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('shell.account')} data-testid="account-menu" />
    </Dropdown>
  )
}
