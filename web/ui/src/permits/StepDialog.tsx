// One step before it is taken: exactly what it needs; recorded for another office, its paper first. What was typed outlives a refusal.
import { useState } from 'react'
import { Alert, App, Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { isChanged, useTakeStep, type Deed, type May, type Need, type PermitFile } from '../api/permits'
import { useConfig } from '../api/queries'
import { instantOf, wallOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'
import { Asked } from './StepFields'
import type { Of } from './Steps'
import { stepWords, whoseWords } from './words'

export interface Values extends Omit<Deed, 'missing' | 'inspectors'> {
  missing?: string
  inspector_1?: string
  inspector_2?: string
}
/** What a step takes without needing it. */
const ALSO: Readonly<Record<string, readonly Need[]>> = { 'police.reply': ['note'], 'transport.reply': ['note'], 'application.issue': ['valid_to'], 'application.grant': ['note'] }
const NAMES = {
  note: 'note', missing: 'missing', inspectors: 'inspector_1', until: 'until', opinion: 'opinion', appointment: 'appointment', document_id: 'document_id',
  document_number: 'document_number', dated_on: 'dated_on', number: 'number', valid_from: 'valid_from', valid_to: 'valid_to',
}

interface Props {
  of: Of
  step: May
  may: May[]
  grave: boolean
  onClose: () => void
}

export function StepDialog({ of, step, may, grave, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const take = useTakeStep(of.one.id, of.subject, of.sign)
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const [today] = useState(() => wallOf(Date.now(), zone).slice(0, 10))
  // as which version it was seen when the dialog opened; once the answer said that it has changed, null: as which it is now
  const [seen, setSeen] = useState<number | null>(of.version)
  const words = stepWords(t, of.subject, step.step)
  const whole = whoseWords(t, of.subject, words)
  const also = (ALSO[`${of.subject}.${step.step}`] ?? []).filter((name) => !step.needs.includes(name))
  const gone = seen === null && !may.some((one) => one.step === step.step)
  const own = (made: PermitFile) => {
    if (of.subject !== 'sign') setSeen((now) => (now !== null && made.version === now + 1 ? made.version : now))
  }
  const send = (values: Values) =>
    take.mutate({ step: step.step, version: seen ?? of.version, ...deedOf(values, zone) }, {
      onSuccess: () => {
        onClose()
        void message.success(words)
      },
      onError: (error) => isChanged(error) && setSeen(null),
    })
  return (
    <Modal
      open title={step.recorded ? t('permits.ask.record', { step: whole }) : whole} okText={words} onCancel={onClose} onOk={form.submit} confirmLoading={take.isPending} mask={{ closable: false }}
      okButtonProps={{ danger: grave, disabled: gone, 'data-testid': 'permit-step-submit' }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={firstOf(step, today)} onFinish={send} data-testid="permit-step">
        <p className="sb-muted">{step.recorded ? t('permits.ask.recorded') : t('permits.ask.confirm')}</p>
        {[...step.needs].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)).map((name) => <Asked key={name} name={name} needed step={step} one={of.one} today={today} onUploaded={own} />)}
        {also.map((name) => <Asked key={name} name={name} needed={false} step={step} one={of.one} today={today} onUploaded={own} />)}
        <Refused error={take.error} form={form} names={NAMES} />
        {isChanged(take.error) && <Alert type={gone ? 'warning' : 'info'} showIcon title={gone ? t('permits.ask.notNow') : t('permits.ask.changed')} data-testid="permit-step-changed" />}
      </Form>
    </Modal>
  )
}

const ORDER: readonly Need[] = [
  'opinion', 'missing', 'inspectors', 'appointment', 'number', 'valid_from', 'valid_to', 'document_id', 'document_number', 'dated_on', 'until', 'note',
]

const firstOf = (step: May, today: string): Values => ({
  ...(step.needs.includes('dated_on') ? { dated_on: today } : {}),
  ...(step.needs.includes('valid_from') ? { valid_from: today } : {}),
})

function deedOf({ missing, inspector_1, inspector_2, appointment, ...given }: Values, zone: string): Deed {
  const lines = (missing ?? '').split('\n').map((one) => one.trim()).filter(Boolean)
  const people = [inspector_1, inspector_2].map((one) => (one ?? '').trim()).filter(Boolean)
  const at = instantOf(appointment, zone)
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)),
    ...(lines.length > 0 ? { missing: lines } : {}), ...(people.length > 0 ? { inspectors: people } : {}), ...(at ? { appointment: at } : {}),
  }
}
