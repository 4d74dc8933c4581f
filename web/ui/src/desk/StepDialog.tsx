// What a step needs before it is taken: a note, a person, a time, a reason; one dialog for one case or for many.
import { useMemo } from 'react'
import { Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAssignees, type Deed, type Step } from '../api/desk'
import { useConfig } from '../api/queries'
import { instantOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'

/** What each step asks; a step that asks nothing is taken at once. `note?` may be left out. */
export const ASKS: Partial<Record<Step, readonly string[]>> = {
  assign: ['assignee'],
  handle: ['note'],
  send_back: ['note'],
  verify: ['note'],
  reject: ['reason', 'note?'],
  reopen: ['note'],
  silence: ['until', 'note'],
  result: ['office', 'decision', 'note?'],
  call: ['called', 'outcome', 'note?'],
  note: ['note'],
  answer: ['answer', 'note'],
}
const CHOICES = {
  answer: ['called_driver', 'reason', 'corrected', 'objection'],
  reason: ['device_fault', 'drift', 'map_error', 'permit_data', 'exempt', 'duplicate', 'other'],
  outcome: ['reached', 'no_answer', 'busy', 'wrong_number', 'stopped', 'returned_to_line'],
  called: ['driver', 'attendant', 'school', 'operator', 'other'],
  decision: ['offence', 'no_offence', 'warning', 'transferred'],
} as const
const NAMES = { note: 'note', assignee_id: 'assignee', reason: 'reason', until: 'until', office: 'office', decision: 'decision', called: 'called', outcome: 'outcome' }

interface Values {
  note?: string
  assignee?: string
  answer?: string
  reason?: string
  until?: string
  called?: string
  outcome?: string
  office?: string
  decision?: string
}
interface Props {
  step: Step
  /** The case, where it is one: its people may be chosen. */
  id: string | null
  office?: string
  called?: string
  busy: boolean
  error: unknown
  onTake: (deed: Deed) => void
  onClose: () => void
}

export function StepDialog({ step, id, office, called, busy, error, onTake, onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const asks = ASKS[step] ?? []
  const first = useMemo(() => ({ ...(office ? { office } : {}), ...(called ? { called } : {}) }), [office, called])
  const take = ({ assignee, until, ...rest }: Values) =>
    onTake({
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value)),
      ...(assignee ? { assignee_id: Number(assignee) } : {}),
      ...(until ? { until: instantOf(until, zone) } : {}),
    })
  return (
    <Modal
      open title={t(`desk.step.${step}`)} okText={t(`desk.step.${step}`)} onCancel={onClose} onOk={form.submit} confirmLoading={busy}
      okButtonProps={{ danger: step === 'reject', 'data-testid': 'step-submit' }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={first} onFinish={take} data-testid="step-dialog">
        {asks.includes('assignee') && id && <Assignee id={id} />}
        {(['answer', 'called', 'reason', 'outcome'] as const).map((name) => asks.includes(name) && <Choice key={name} name={name} />)}
        {asks.includes('until') && (
          <Form.Item name="until" label={t('desk.ask.until')} rules={[{ required: true, message: t('desk.ask.untilMissing') }]}>
            <Input type="datetime-local" data-testid="step-until" />
          </Form.Item>
        )}
        {asks.includes('office') && (
          <Form.Item name="office" label={t('desk.ask.office')} rules={[{ required: true, message: t('desk.ask.officeMissing') }]}>
            <Input maxLength={200} />
          </Form.Item>
        )}
        {asks.includes('decision') && <Choice name="decision" />}
        {(asks.includes('note') || asks.includes('note?')) && (
          <Form.Item name="note" label={t('desk.ask.note')} rules={asks.includes('note') ? [{ required: true, whitespace: true, message: t('desk.ask.noteMissing') }] : []}>
            <Input.TextArea rows={3} maxLength={2000} data-testid="step-note" />
          </Form.Item>
        )}
        <Refused error={error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

function Choice({ name }: { name: keyof typeof CHOICES }) {
  const { t } = useTranslation()
  const label = { answer: t('desk.first.title'), called: t('desk.ask.called'), reason: t('desk.ask.reason'), outcome: t('desk.ask.outcome'), decision: t('desk.ask.decision') }[name]
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('desk.ask.missing') }]}>
      <Select options={CHOICES[name].map((value) => ({ value, label: t(`desk.${name}.${value}` as 'desk.reason.other') }))} data-testid={`step-${name}`} />
    </Form.Item>
  )
}

function Assignee({ id }: { id: string }) {
  const { t } = useTranslation()
  const people = useAssignees(id).data
  return (
    <Form.Item name="assignee" label={t('desk.ask.assignee')} rules={[{ required: true, message: t('desk.ask.assigneeMissing') }]}>
      <Select
        loading={!people} showSearch optionFilterProp="label" data-testid="step-assignee"
        options={(people ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` }))}
      />
    </Form.Item>
  )
}
