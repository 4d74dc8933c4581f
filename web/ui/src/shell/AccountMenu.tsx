// Who is logged in, and the way out; on a phone the language and the theme too, for which its bar has no room.
import { Button, Dropdown } from 'antd'
import { LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { remove } from '../api/client'
import { changePerson, useConfig } from '../api/queries'
import type { Account } from '../api/types'
import { usePhone } from '../lib/usePhone'
import { useLooks } from './useLooks'

export function AccountMenu({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { language, theme } = useLooks()
  const phone = usePhone()
  const queries = useQueryClient()
  const version = useConfig().data?.version
  const logout = useMutation({
    mutationFn: () => remove('/session'),
    onSettled: () => changePerson(queries, null),
  })
  const looks = [
    { key: 'language', icon: language.icon, label: <span lang={language.lang} data-testid="language-item">{language.word}</span>, onClick: language.turn },
    { key: 'theme', icon: theme.icon, label: <span data-testid="theme-item">{theme.word}</span>, onClick: theme.turn },
    { type: 'divider' as const },
  ]
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
          ...(phone ? looks : []),
          { key: 'logout', icon: <LogoutOutlined />, label: <span data-testid="logout">{t('shell.logout')}</span>, onClick: () => logout.mutate() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('shell.account')} data-testid="account-menu" />
    </Dropdown>
  )
}
