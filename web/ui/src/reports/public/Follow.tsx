// A report followed by number and code: where it stands, the receipt of another office, the answer; the code stays out of every request's address.
import { useState } from 'react'
import { Alert, Button, Form, Input, Popconfirm } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/client'
import { removeContact, useStatus, type Key, type Status } from '../../api/publicReports'
import { useClock } from '../../lib/useClock'
import { Failure, Waiting } from '../../ui/Answer'
import { Facts } from '../../ui/Facts'
import { Refused } from '../../ui/Refused'
import { ReceiptCard } from './ReceiptCard'
import { SendPhotos } from './SendPhotos'

const NUMBER = /^\s*\d{4}-\d{5,12}\s*$/
const CODE = /^[\s-]*([0-9A-Za-z][\s-]*){10}$/
const DONE = new Set(['answered', 'closed'])

export function Follow({ number, photos }: { number: string; photos: File[] }) {
  const known = NUMBER.test(number) ? number : ''
  const told = decodeURIComponent(window.location.hash.slice(1))
  const [key, setKey] = useState<Key | null>(known && CODE.test(told) ? { number: known, code: told } : null)
  return key ? <Known of={key} photos={photos} onBack={() => setKey(null)} /> : <Ask number={known} onAsk={setKey} />
}

function Ask({ number, onAsk }: { number: string; onAsk: (key: Key) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Key>()
  return (
    <Form form={form} layout="vertical" size="large" requiredMark={false} initialValues={{ number }} onFinish={(key) => onAsk({ number: key.number.trim(), code: key.code.trim() })} data-testid="follow-form">
      <h2>{t('report.followTitle')}</h2>
      <p className="sb-muted">{t('report.followLead')}</p>
      <Form.Item name="number" label={t('report.number')} rules={[{ required: true, pattern: NUMBER, message: t('report.numberWrong') }]}><Input placeholder={t('report.numberExample')} maxLength={20} inputMode="numeric" data-testid="follow-number" /></Form.Item>
      <Form.Item name="code" label={t('report.code')} rules={[{ required: true, pattern: CODE, message: t('report.codeWrong') }]}><Input placeholder={t('report.codeExample')} maxLength={20} autoCapitalize="characters" autoComplete="off" data-testid="follow-code" /></Form.Item>
      <Button type="primary" htmlType="submit" block data-testid="follow-ask">{t('report.ask')}</Button>
    </Form>
  )
}

function Known({ of, photos, onBack }: { of: Key; photos: File[]; onBack: () => void }) {
  const { t } = useTranslation()
  const answer = useStatus(of)
  const status = answer.data
  if (status) {
    return (
      <div className="sb-report-follow">
        <Standing status={status} />
        <ReceiptCard of={of} status={status} fresh={photos.length > 0 || status.state === 'received'} />
        <SendPhotos of={of} first={photos} left={status.photos_left} onSent={() => void answer.refetch()} />
        {status.has_contact && <Contact of={of} onGone={() => void answer.refetch()} />}
      </div>
    )
  }
  if (!answer.isError) return <Waiting rows={8} />
  if (!(answer.error instanceof ApiError) || answer.error.status === 0) return <Failure error={answer.error} retry={() => void answer.refetch()} />
  return (
    <div className="sb-report-follow" data-testid="follow-refused">
      {answer.error.status === 404 ? <Alert type="error" showIcon title={t('report.notFound')} /> : <Refused error={answer.error} />}
      <Button onClick={onBack}>{t('report.followTitle')}</Button>
    </div>
  )
}

function Standing({ status }: { status: Status }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <section className="sb-report-standing" data-state={status.state} data-testid="report-standing">
      <h2 data-testid="report-state">{t(`report.state.${status.state}`)}</h2>
      <p>{t(`report.meaning.${status.state}`)}</p>
      {status.overdue && <p className="sb-open">{t('report.overdue')}</p>}
      {status.joined && <p className="sb-note">{t('report.joinedNote')}</p>}
      <Facts
        facts={[
          [t('report.transferredTo'), status.transferred_to],
          [t('report.receiptNumber'), status.receipt_number],
          [t('report.receiptOn'), status.receipt_on],
          [t('report.reason'), status.refusal ? t(`report.refusal.${status.refusal}`) : null],
        ]}
      />
      {status.answer && <blockquote className="sb-report-answer" data-testid="report-answer"><b>{t('report.answer')}</b><p>{status.answer}</p></blockquote>}
      <h3>{t('report.progress')}</h3>
      <ol className="sb-report-milestones" data-testid="report-milestones">
        {status.milestones.map((one, n) => (
          <li key={one.at + one.state} data-now={n === status.milestones.length - 1} data-done={DONE.has(one.state)}>
            <span>{t(`report.state.${one.state}`)}</span>
            <time dateTime={one.at}>{`${clock.date(one.at)} ${clock.time(one.at)}`}</time>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Contact({ of, onGone }: { of: Key; onGone: () => void }) {
  const { t } = useTranslation()
  const drop = useMutation({ mutationFn: () => removeContact(of), onSuccess: onGone })
  return (
    <section className="sb-report-noprint sb-report-held">
      <span>{t('report.contactHeld')}</span>
      <Popconfirm title={t('report.removeContact')} description={t('report.contactAsk')} onConfirm={() => drop.mutate()}>
        <Button loading={drop.isPending} data-testid="remove-contact">{t('report.removeContact')}</Button>
      </Popconfirm>
      <Refused error={drop.error} />
    </section>
  )
}
