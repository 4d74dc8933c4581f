// The state of one's own file, for who has its receipt's number and the applicant's telephone; neither is in an address of the API.
import { useState } from 'react'
import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { useReceipt, type ReceiptKey, type ReceiptState } from '../api/labels'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Refused } from '../ui/Refused'
import { useSaid } from './said'

const NUMBER = /^\s*XC\d{4}-\d{5,9}\s*$/i
const LAST_FOUR = /^\d{4}$/

export function Receipt({ number }: { number: string }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<ReceiptKey>()
  const [key, setKey] = useState<ReceiptKey | null>(null)
  const answer = useReceipt(key)
  return (
    <div className="sb-report-follow">
      <Form form={form} layout="vertical" size="large" requiredMark={false} initialValues={{ number }} onFinish={(given) => setKey({ number: given.number.trim().toUpperCase(), phone_last4: given.phone_last4 })} data-testid="receipt-form">
        <p className="sb-muted">{t('label.receiptLead')}</p>
        <Form.Item name="number" label={t('label.receiptNumber')} rules={[{ required: true, pattern: NUMBER, message: t('label.receiptWrong') }]}><Input placeholder="XC2026-00001" maxLength={20} autoCapitalize="characters" autoComplete="off" data-testid="receipt-number" /></Form.Item>
        <Form.Item name="phone_last4" label={t('label.lastFour')} rules={[{ required: true, pattern: LAST_FOUR, message: t('label.lastFourWrong') }]}><Input maxLength={4} inputMode="numeric" autoComplete="off" data-testid="receipt-phone" /></Form.Item>
        <Button type="primary" htmlType="submit" block loading={answer.isFetching} data-testid="receipt-ask">{t('label.ask')}</Button>
      </Form>
      {key && answer.isPending && <Waiting rows={5} />}
      {answer.isError && <Wrong error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && <Standing one={answer.data} />}
    </div>
  )
}

function Wrong({ error, retry }: { error: Error; retry: () => void }) {
  if (!(error instanceof ApiError) || error.status === 0) return <Failure error={error} retry={retry} />
  return error.status === 404 ? <Alert type="error" showIcon title={error.detail ?? error.message} data-testid="receipt-wrong" /> : <Refused error={error} />
}

function Standing({ one }: { one: ReceiptState }) {
  const { t } = useTranslation()
  const said = useSaid()
  return (
    <section className="sb-report-standing" data-testid="receipt-state" data-state={one.state}>
      <h2>{said(one.words)}</h2>
      {one.stands && <p className="sb-note">{t('label.stands')}</p>}
      <Facts
        facts={[
          [t('label.receiptNumber'), one.number],
          [t('permits.kindTitle'), t(`procedure.kind.${one.kind}`)],
          [t('permits.file.received'), one.received_on],
          [t('label.nextTerm'), one.due_on && one.due_words ? t('label.termOn', { words: said(one.due_words), day: one.due_on }) : null],
          [t('permits.file.decided'), one.decided_on],
          [t('permits.file.decision'), one.decision_number],
        ]}
      />
      {one.provisional && <p className="sb-fine">{t('permits.provisionalHint')}</p>}
      <h3>{t('permits.file.life')}</h3>
      <ol className="sb-report-milestones">
        {one.stages.map((stage) => (
          <li key={stage.seq} data-now={stage.seq === one.stages.length}><span>{t(`procedure.state.application.${stage.state}`)}</span><time dateTime={stage.on}>{stage.on}</time></li>
        ))}
      </ol>
    </section>
  )
}
