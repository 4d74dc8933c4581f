// One step before it is taken, whatever it is of: exactly what it needs. What was typed outlives a refusal.
import { useState, type ReactNode } from 'react'
import { Alert, App, Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { isChanged, type Deed, type May, type Need } from '../api/permits'
import { useConfig } from '../api/queries'
import { instantOf, wallOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'
import { Asked } from './StepFields'

export interface Values extends Omit<Deed, 'missing' | 'inspectors'> {
  missing?: string
  inspector_1?: string
  inspector_2?: string
  classes?: string[]
  licence_first_on?: string
  cycle_ends?: string
  points?: number
}
const NAMES = {
  note: 'note', missing: 'missing', inspectors: 'inspector_1', until: 'until', opinion: 'opinion', appointment: 'appointment', document_id: 'document_id', ground: 'ground',
  document_number: 'document_number', dated_on: 'dated_on', number: 'number', valid_from: 'valid_from', valid_to: 'valid_to', classes: 'classes', licence_first_on: 'licence_first_on',
  cycle_ends: 'cycle_ends', points: 'points',
}
export type StepGiven = Deed & { step: string; version: number; classes?: string[]; licence_first_on?: string; cycle_ends?: string; points?: number }

interface Props {
  step: May
  may: May[]
  version: number
  words: string
  whole: string
  grave: boolean
  /** What it takes without needing it. */
  also: readonly Need[]
  take: { mutate: (given: StepGiven, then: { onSuccess: () => void; onError: (error: unknown) => void }) => void; isPending: boolean; error: unknown }
  /** How the other office's paper is chosen; `own` hears of a version that the upload made. */
  renderScan: (own: (version: number) => void) => ReactNode
  onClose: () => void
}

export function StepForm({ step, may, version, words, whole, grave, also, take, renderScan, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const [today] = useState(() => wallOf(Date.now(), zone).slice(0, 10))
  // as which version it was seen when the dialog opened; once the answer said that it has changed, null: as which it is now
  const [seen, setSeen] = useState<number | null>(version)
  const beside = also.filter((name) => !step.needs.includes(name))
  const gone = seen === null && !may.some((one) => one.step === step.step)
  const own = (made: number) => setSeen((now) => (now !== null && made === now + 1 ? made : now))
  const send = (values: Values) =>
    take.mutate({ step: step.step, version: seen ?? version, ...deedOf(values, zone) }, {
      onSuccess: () => {
        onClose()
        void message.success(words)
      },
      onError: (error) => isChanged(error) && setSeen(null),
    })
  const asked = (name: Need, needed: boolean) => (name === 'document_id' ? <div key={name}>{renderScan(own)}</div> : <Asked key={name} name={name} needed={needed} step={step} today={today} />)
  return (
    <Modal
      open title={step.recorded ? t('permits.ask.record', { step: whole }) : whole} okText={words} onCancel={onClose} onOk={form.submit} confirmLoading={take.isPending} mask={{ closable: false }}
      okButtonProps={{ danger: grave, disabled: gone, 'data-testid': 'permit-step-submit' }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={firstOf(step, today)} onFinish={send} data-testid="permit-step">
        <p className="sb-muted">{step.recorded ? t('permits.ask.recorded') : t('permits.ask.confirm')}</p>
        {[...step.needs].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)).map((name) => asked(name, true))}
        {beside.map((name) => asked(name, false))}
        <Refused error={take.error} form={form} names={NAMES} />
        {isChanged(take.error) && <Alert type={gone ? 'warning' : 'info'} showIcon title={gone ? t('permits.ask.notNow') : t('permits.ask.changed')} data-testid="permit-step-changed" />}
      </Form>
    </Modal>
  )
}

const ORDER: readonly Need[] = [
  'opinion', 'missing', 'inspectors', 'appointment', 'classes', 'cycle_ends', 'number', 'valid_from', 'valid_to', 'document_id', 'document_number', 'dated_on', 'until', 'note',
]

const firstOf = (step: May, today: string): Values => ({
  ...(step.needs.includes('dated_on') ? { dated_on: today } : {}),
  ...(step.needs.includes('valid_from') ? { valid_from: today } : {}),
})

function deedOf({ missing, inspector_1, inspector_2, appointment, ...given }: Values, zone: string): Omit<StepGiven, 'step' | 'version'> {
  const lines = (missing ?? '').split('\n').map((one) => one.trim()).filter(Boolean)
  const people = [inspector_1, inspector_2].map((one) => (one ?? '').trim()).filter(Boolean)
  const at = instantOf(appointment, zone)
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== '')),
    ...(lines.length > 0 ? { missing: lines } : {}), ...(people.length > 0 ? { inspectors: people } : {}), ...(at ? { appointment: at } : {}),
  }
}
