// Logged in with a password for one login: first a password of one's own is chosen, then the page opens.
import { Button, Form, Input } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { remove, tell } from '../api/client'
import { changePerson } from '../api/queries'
import type { Account } from '../api/types'
import { Refused } from '../ui/Refused'
import { Mark } from './Mark'
import { LanguageSwitch, ThemeSwitch } from './Switches'

interface Given {
  old: string
  new: string
  again: string
}
const LEAST_CHARS = 10
const NAMES = { old: 'old', new: 'new' }

export function NewPassword({ account }: { account: Account }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Given>()
  const queries = useQueryClient()
  const choose = useMutation({
    mutationFn: (given: Given) => tell('POST', '/session/password', { old: given.old, new: given.new }),
    onSuccess: () => changePerson(queries, { ...account, password_once: false }),
  })
  const leave = useMutation({ mutationFn: () => remove('/session'), onSettled: () => changePerson(queries, null) })
  return (
    <main className="sb-login" id="main">
      <div className="sb-login-tools">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <div className="sb-login-card">
        <Mark size_px={44} />
        <h1>{t('admin.password.title')}</h1>
        <p className="sb-muted">{`${account.display_name} · ${t('admin.password.lead')}`}</p>
        <Form form={form} layout="vertical" requiredMark={false} size="large" onFinish={(given) => choose.mutate(given)} data-testid="new-password">
          <Form.Item name="old" label={t('admin.password.old')} rules={[{ required: true, message: t('admin.needed') }]}>
            <Input.Password autoComplete="current-password" data-testid="password-old" />
          </Form.Item>
          <Form.Item name="new" label={t('admin.password.new')} extra={t('admin.password.hint')} rules={[{ required: true, min: LEAST_CHARS, message: t('admin.password.short') }]}>
            <Input.Password autoComplete="new-password" data-testid="password-new" />
          </Form.Item>
          <Form.Item
            name="again" label={t('admin.password.again')} dependencies={['new']}
            rules={[({ getFieldValue }) => ({ validator: (_rule, value) => (value === getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(t('admin.password.differs')))) })]}
          >
            <Input.Password autoComplete="new-password" data-testid="password-again" />
          </Form.Item>
          <Refused error={choose.error} form={form} names={NAMES} />
          <Button type="primary" htmlType="submit" block loading={choose.isPending} data-testid="password-submit">{t('admin.password.submit')}</Button>
          <Button type="link" block onClick={() => leave.mutate()}>{t('shell.logout')}</Button>
        </Form>
      </div>
    </main>
  )
}
