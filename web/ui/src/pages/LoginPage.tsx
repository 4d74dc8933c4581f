// The way in: user name and password; in the demo also its accounts, one click each.
import { useState } from 'react'
import { Alert, Button, Form, Input } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { ApiError, post } from '../api/client'
import { changePerson, useConfig } from '../api/queries'
import type { Account } from '../api/types'
import { duration } from '../lib/format'
import { LanguageSwitch, ThemeSwitch } from '../shell/Switches'
import { Mark } from '../shell/Mark'

interface Credentials {
  username: string
  password: string
}

export default function LoginPage() {
  const { t } = useTranslation()
  const [form] = Form.useForm<Credentials>()
  const [chosen, setChosen] = useState<string | null>(null)
  const [refused, setRefused] = useState<Error | null>(null) // stays until the next answer: nothing moves under the finger
  const config = useConfig().data
  const queries = useQueryClient()
  const login = useMutation({
    mutationFn: (given: Credentials) => post<{ account: Account }>('/session', given),
    onSuccess: ({ account }) => changePerson(queries, account),
    onError: setRefused,
  })
  const demo = config?.demo ? (config.demo_accounts ?? []) : []
  return (
    <main className="sb-login" id="main">
      <div className="sb-login-tools">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <div className="sb-login-card">
        <Mark size_px={44} />
        <h1>{t('app.office')}</h1>
        <p className="sb-muted">{t('login.lead')}</p>
        <Form form={form} layout="vertical" requiredMark={false} size="large" onFinish={login.mutate} data-testid="login-form" disabled={login.isPending}>
          <Form.Item name="username" label={t('login.username')} rules={[{ required: true, message: t('login.usernameMissing') }]}>
            <Input autoComplete="username" autoFocus data-testid="login-username" />
          </Form.Item>
          <Form.Item name="password" label={t('login.password')} rules={[{ required: true, message: t('login.passwordMissing') }]}>
            <Input.Password autoComplete="current-password" data-testid="login-password" />
          </Form.Item>
          {refused && <Alert type="error" showIcon title={said(t, refused)} data-testid="login-error" />}
          <Button type="primary" htmlType="submit" block loading={login.isPending} data-testid="login-submit">
            {t('login.submit')}
          </Button>
        </Form>
        <p className="sb-login-report"><a href="/report" data-testid="to-report">{t('login.report')}</a></p>
        {demo.length > 0 && (
          <section className="sb-demo" aria-labelledby="demo-title">
            <h2 id="demo-title">
              {t('login.demo')} <small>{t('login.demoHint')}</small>
            </h2>
            <ul>
              {demo.map(({ username, password, role }) => (
                <li key={username}>
                  <Button
                    block
                    loading={login.isPending && chosen === username}
                    disabled={login.isPending}
                    data-testid={`demo-${username}`}
                    onClick={() => {
                      setChosen(username)
                      login.mutate({ username, password })
                    }}
                  >
                    <span>{t(`role.${role}`)}</span>
                    <small>{username}</small>
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  )
}

function said(t: TFunction, error: Error): string {
  if (!(error instanceof ApiError)) return t('login.failed')
  if (error.status === 0) return t('login.unreachable')
  if (error.code === 'bad_credentials') return t('login.bad_credentials')
  if (error.code === 'password_expired') return t('admin.account.onceExpired')
  if (error.code === 'locked_out' || error.status === 429) return t('login.locked_out', { wait: duration(t, error.retryAfterS ?? 60) })
  return t('login.failed')
}
