// The page that the QR at a session's door opens, without a login: pick the own name, show the own number, be signed in.
import { useEffect } from 'react'
import { Button, Form, Input, Result, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { useOpenDoor, useSignIn, type OpenDoor } from '../api/training'
import { suggestLanguage } from '../i18n'
import { useClock } from '../lib/useClock'
import { PublicFrame } from '../training/PublicFrame'
import { Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

const CODE = /^\d{4}(\d{2})?$/

export default function AttendPage({ token }: { token: string }) {
  const { t } = useTranslation()
  const answer = useOpenDoor(token)
  useEffect(() => suggestLanguage(navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'), [])
  return (
    <PublicFrame title={t('training.attend.title')}>
      {answer.isPending && <Waiting rows={5} />}
      {answer.isError && <Closed error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && <SignIn door={answer.data} />}
    </PublicFrame>
  )
}

function Closed({ error, retry }: { error: Error; retry: () => void }) {
  const { t } = useTranslation()
  if (!(error instanceof ApiError) || ![409, 422].includes(error.status)) return <Failure error={error} retry={retry} />
  return <Result status="warning" title={t('training.attend.expired')} subTitle={error.detail ?? t('training.attend.expiredHint')} data-testid="attend-closed" />
}

function SignIn({ door }: { door: OpenDoor }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [form] = Form.useForm<{ person_id: string; code: string }>()
  const sign = useSignIn()
  if (sign.data) return <Result status="success" title={t('training.attend.done')} subTitle={t('training.attend.doneHint', { name: sign.data.name, time: clock.time(sign.data.signed_at) })} data-testid="attend-done" />
  const options = door.people.map((one) => ({ value: one.id, label: `${one.name}（${one.organisation_name}）` }))
  return (
    <>
      <h2>{door.course}</h2>
      <p className="sb-muted">{t('training.attend.lead', { organiser: door.organiser, place: door.place })}</p>
      {options.length === 0 && <p>{t('training.attend.everybody')}</p>}
      {options.length > 0 && (
        <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={({ person_id, code }) => sign.mutate({ ticket: door.ticket, person_id: Number(person_id), code })} data-testid="attend-form">
          <Form.Item name="person_id" label={t('training.attend.who')} rules={[{ required: true, message: t('training.form.needed') }]}>
            <Select options={options} showSearch={{ optionFilterProp: 'label' }} placeholder={t('training.attend.whoPick')} data-testid="attend-who" />
          </Form.Item>
          <Form.Item name="code" label={t('training.attend.code')} rules={[{ required: true, pattern: CODE, message: t('training.attend.codeWrong') }]}>
            <Input inputMode="numeric" maxLength={6} autoComplete="off" data-testid="attend-code" />
          </Form.Item>
          <Refused error={sign.error} form={form} names={{ code: 'code', person_id: 'person_id' }} />
          <Button type="primary" htmlType="submit" block loading={sign.isPending} data-testid="attend-sign">{t('training.attend.sign')}</Button>
        </Form>
      )}
    </>
  )
}
