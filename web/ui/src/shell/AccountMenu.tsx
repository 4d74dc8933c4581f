// Who is logged in, and the way out; on a phone the language and the theme too, for which its bar has no room.
import { Button, Dropdown } from 'antd'
import { LogoutOutlined, MoonOutlined, SunOutlined, TranslationOutlined, UserOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { remove } from '../api/client'
import { changePerson, useConfig } from '../api/queries'
import type { Account } from '../api/types'
import { chooseLanguage } from '../i18n'
import { usePhone } from '../lib/usePhone'
import { useMode } from '../theme/mode'

export function AccountMenu({ account }: { account: Account }) {
  const { t, i18n } = useTranslation()
  const { mode, choose } = useMode()
  const phone = usePhone()
  const queries = useQueryClient()
  const version = useConfig().data?.version
  const logout = useMutation({
    mutationFn: () => remove('/session'),
    onSettled: () => changePerson(queries, null),
  })
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  const dark = mode === 'dark'
  const looks = [
    { key: 'language', icon: <TranslationOutlined />, label: <span lang={other} data-testid="language-item">{t('shell.language')}</span>, onClick: () => chooseLanguage(other) },
    {
      key: 'theme', icon: dark ? <SunOutlined /> : <MoonOutlined />, label: <span data-testid="theme-item">{t(dark ? 'shell.toLight' : 'shell.toDark')}</span>,
      onClick: () => choose(dark ? 'light' : 'dark'),
    },
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
