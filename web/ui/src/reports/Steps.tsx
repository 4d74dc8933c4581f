// The steps that may be taken of a report now; what needs words asks for them.
import { useState } from 'react'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { REFUSALS } from '../api/publicReports'
import { useReportStep, type Deed, type ReportDetail, type Step } from '../api/reports'
import { useConfig } from '../api/queries'
import { wallOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'

type Ask = keyof Deed

/** What each step asks; a step that asks nothing is taken at once. The last of some may be left out. */
const ASKS: Partial<Record<Step, readonly Ask[]>> = {
  transfer: ['office', 'receipt_number', 'receipt_on', 'note'],
  refuse: ['reason', 'said', 'note'],
  join: ['duplicate_of', 'note'],
  investigate: ['note'],
  answer: ['said', 'note'],
  reopen: ['note'],
  plate: ['plate'],
  note: ['note'],
}
const NEEDS_NOTE: ReadonlySet<Step> = new Set<Step>(['investigate', 'reopen', 'note'])
const LONG: ReadonlySet<Ask> = new Set<Ask>(['said', 'note'])
const MOST_CHARS: Record<Ask, number> = { note: 2000, said: 2000, office: 200, receipt_number: 200, receipt_on: 10, reason: 40, duplicate_of: 20, plate: 20 }
const NAMES: Readonly<Record<Ask, string>> = { note: 'note', said: 'said', office: 'office', receipt_number: 'receipt_number', receipt_on: 'receipt_on', reason: 'reason', duplicate_of: 'duplicate_of', plate: 'plate' }

export function Steps({ report }: { report: ReportDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const step = useReportStep(report.id)
  const [asking, setAsking] = useState<Step | null>(null)
  const take = (name: Step, deed: Deed = {}) =>
    step.mutate({ step: name, version: report.version, ...deed }, {
      onSuccess: () => setAsking(null),
      onError: (error) => { if (!ASKS[name]) void message.error({ content: error instanceof ApiError ? (error.detail ?? error.message) : error.message, duration: 6 }) },
    })
  const begin = (name: Step) => {
    step.reset()
    if (ASKS[name]) setAsking(name)
    else take(name)
  }
  if (report.may.length === 0) return null
  return (
    <div className="sb-actions" data-testid="report-steps">
      {report.may.map((name, n) => (
        <Button key={name} type={n === 0 && name !== 'note' ? 'primary' : 'default'} danger={name === 'refuse'} loading={step.isPending && step.variables.step === name} onClick={() => begin(name)} data-testid={`report-do-${name}`}>
          {t(`reports.step.${name}`)}
        </Button>
      ))}
      {asking && <StepDialog step={asking} report={report} busy={step.isPending} error={step.error} onTake={(deed) => take(asking, deed)} onClose={() => setAsking(null)} />}
    </div>
  )
}

interface Props {
  step: Step
  report: ReportDetail
  busy: boolean
  error: unknown
  onTake: (deed: Deed) => void
  onClose: () => void
}

function StepDialog({ step, report, busy, error, onTake, onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Deed>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const [today] = useState(() => wallOf(Date.now(), zone).slice(0, 10))
  const asks = ASKS[step] ?? []
  const first: Deed = { receipt_on: today, ...(report.plate ? { plate: report.plate } : {}), ...(report.alike[0] ? { duplicate_of: report.alike[0].number } : {}) }
  return (
    <Modal
      open title={t(`reports.step.${step}`)} okText={t(`reports.step.${step}`)} onCancel={onClose} onOk={form.submit} confirmLoading={busy}
      okButtonProps={{ danger: step === 'refuse', 'data-testid': 'report-step-submit' }}
    >
      <Form
        form={form} layout="vertical" className="sb-dialog" initialValues={Object.fromEntries(Object.entries(first).filter(([name]) => asks.includes(name as Ask)))} data-testid="report-step-dialog"
        onFinish={(deed) => onTake(Object.fromEntries(Object.entries(deed).filter(([, value]) => value)))}
      >
        {step === 'transfer' && <p className="sb-muted">{t('reports.ask.transferHint')}</p>}
        {asks.map((name) => <Asked key={name} name={name} needed={name !== 'note' || NEEDS_NOTE.has(step)} />)}
        <Refused error={error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

function Asked({ name, needed }: { name: Ask; needed: boolean }) {
  const { t } = useTranslation()
  const hint = name === 'said' ? t('reports.ask.saidHint') : name === 'note' ? t('reports.ask.noteHint') : undefined
  return (
    <Form.Item name={name} label={t(`reports.ask.${name}`)} extra={hint} rules={needed ? [{ required: true, message: t('reports.ask.needed') }] : []}>
      {name === 'reason' ? (
        <Select options={REFUSALS.map((value) => ({ value, label: t(`report.refusal.${value}`) }))} data-testid="ask-reason" />
      ) : LONG.has(name) ? (
        <Input.TextArea rows={3} maxLength={MOST_CHARS[name]} data-testid={`ask-${name}`} />
      ) : (
        <Input type={name === 'receipt_on' ? 'date' : 'text'} maxLength={MOST_CHARS[name]} data-testid={`ask-${name}`} />
      )}
    </Form.Item>
  )
}
