// What a step needs before it is taken: a grade, words, a day; to assign, the five things that are to be settled.
import { Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { GRADES, type Deed, type HazardDetail, type Step } from '../api/hazards'
import { Refused } from '../ui/Refused'
import { AssignFields, DueField, FIVE_NAMES, PlanFields } from './AssignFields'

type Noted = 'submit' | 'verify' | 'send_back' | 'supervise' | 'regrade' | 'dismiss' | 'restore' | 'reopen' | 'note'
const NOTED: ReadonlySet<Step> = new Set(['submit', 'verify', 'send_back', 'supervise', 'regrade', 'dismiss', 'restore', 'reopen', 'note'] as const)
const isNoted = (step: Step): step is Noted => NOTED.has(step)
const NAMES = { ...FIVE_NAMES, note: 'note', grade: 'grade', evidence: 'note' }

export interface Values extends Deed {
  whose?: 'organisation' | 'office'
}
interface Props {
  step: Step
  one: HazardDetail
  busy: boolean
  error: unknown
  onTake: (deed: Deed) => void
  onClose: () => void
}

export function StepDialog({ step, one, busy, error, onTake, onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const grade = Form.useWatch('grade', form) ?? one.grade
  const evidence = one.files.filter((file) => file.purpose === 'evidence' && file.round === one.round).length
  const take = ({ whose, ...given }: Values) => {
    const left = whose === 'office' ? ['owner_id'] : whose === 'organisation' ? ['office', 'office_contact', 'office_phone'] : []
    onTake(Object.fromEntries(Object.entries(given).filter(([name, value]) => value && !left.includes(name))))
  }
  const lacks = step === 'submit' && evidence === 0
  return (
    <Modal
      open title={t(`hazards.step.${step}`)} okText={t(`hazards.step.${step}`)} onCancel={onClose} onOk={form.submit} confirmLoading={busy} mask={{ closable: false }}
      okButtonProps={{ danger: step === 'dismiss', disabled: lacks, 'data-testid': 'hazard-step-submit' }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={firstValues(step, one)} onFinish={take} data-testid="hazard-step">
        {(step === 'grade' || step === 'regrade') && (
          <Form.Item name="grade" label={t('hazards.ask.grade')} rules={[{ required: true, message: t('hazards.ask.missing') }]}>
            <Radio.Group optionType="button" options={GRADES.map((value) => ({ value, label: t(`hazards.grade.${value}`) }))} data-testid="hazard-grade" />
          </Form.Item>
        )}
        {step === 'assign' && <AssignFields major={one.grade === 'major'} />}
        {step === 'regrade' && grade === 'major' && <PlanFields major />}
        {step === 'reopen' && <DueField />}
        {step === 'submit' && <p className={lacks ? 'sb-note sb-late' : 'sb-note'}>{lacks ? t('hazards.ask.noEvidence') : t('hazards.ask.evidence', { n: evidence })}</p>}
        {isNoted(step) && (
          <Form.Item name="note" label={t(`hazards.ask.note.${step}`)} rules={[{ required: true, whitespace: true, message: t('hazards.ask.noteMissing') }]}>
            <Input.TextArea rows={3} maxLength={2000} data-testid="hazard-note" />
          </Form.Item>
        )}
        <Refused error={error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

/** What is settled already is not typed again. */
function firstValues(step: Step, one: HazardDetail): Values {
  if (step === 'grade' || step === 'regrade') return { ...(one.grade ? { grade: one.grade } : {}), ...held({ funds: one.funds, plan: one.plan }) }
  if (step !== 'assign') return {}
  const owner = one.owner
  return {
    whose: owner && owner.id === null ? 'office' : 'organisation',
    ...held({
      owner_id: owner?.id ?? null, office: owner && owner.id === null ? owner.name : null, office_contact: one.office_contact, office_phone: one.office_phone,
      responsible: one.responsible, measure: one.measure, funds: one.funds, plan: one.plan, due_on: one.due_on,
    }),
  }
}

const held = (values: Record<string, string | null>): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
