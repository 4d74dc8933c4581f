// What can be done with a suspect now: a step that asks nothing is taken at once, the others open their dialog.
import { useState } from 'react'
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { RESULTS, useStep, type Deed, type SuspectDetail, type SuspectStep } from '../api/suspects'
import { Refused } from '../ui/Refused'

const MAIN: readonly SuspectStep[] = ['watch', 'hand_over', 'result']
const WITH_RESULT: ReadonlySet<SuspectStep> = new Set(['result', 'correct'])
const NAMES = { note: 'note', result: 'result' }

export function Steps({ suspect }: { suspect: SuspectDetail }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<SuspectStep | null>(null)
  const deed = useStep(suspect.id)
  const take = (step: SuspectStep, given: Deed) => deed.mutate({ step, version: suspect.version, ...given }, { onSuccess: () => setAsked(null) })
  const begin = (step: SuspectStep) => {
    deed.reset()
    if (step === 'watch') take(step, {})
    else setAsked(step)
  }
  const main = MAIN.find((step) => suspect.may.includes(step))
  return (
    <>
      {suspect.may.map((step) => (
        <Button key={step} type={step === main ? 'primary' : 'default'} loading={deed.isPending && asked === null && step === 'watch'} onClick={() => begin(step)} data-testid={`suspect-${step}`}>
          {t(`suspects.step.${step}`)}
        </Button>
      ))}
      {asked === null && <Refused error={deed.error} />}
      {asked !== null && <StepDialog step={asked} busy={deed.isPending} error={deed.error} onTake={(given) => take(asked, given)} onClose={() => setAsked(null)} />}
    </>
  )
}

interface DialogProps {
  step: SuspectStep
  busy: boolean
  error: unknown
  onTake: (given: Deed) => void
  onClose: () => void
}

function StepDialog({ step, busy, error, onTake, onClose }: DialogProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Deed>()
  const withResult = WITH_RESULT.has(step)
  const label = step === 'hand_over' ? t('suspects.ask.hand_over') : step === 'dismiss' ? t('suspects.ask.dismiss') : withResult ? t('suspects.ask.result_note') : t('suspects.ask.note')
  return (
    <Modal
      open title={t(`suspects.step.${step}`)} okText={t(`suspects.step.${step}`)} onCancel={onClose} onOk={form.submit} confirmLoading={busy}
      okButtonProps={{ 'data-testid': 'suspect-step-submit' }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={({ note, result }) => onTake({ ...(note ? { note } : {}), ...(result ? { result } : {}) })} data-testid="suspect-step">
        {withResult && <p className="sb-muted">{t('suspects.resultLead')}</p>}
        {step === 'hand_over' && <p className="sb-muted">{t('suspects.handLead')}</p>}
        {withResult && (
          <Form.Item name="result" label={t('suspects.ask.result')} rules={[{ required: true, message: t('suspects.ask.resultMissing') }]}>
            <Radio.Group options={RESULTS.map((value) => ({ value, label: <span data-testid={`result-${value}`}>{t(`suspects.results.${value}`)}</span> }))} />
          </Form.Item>
        )}
        <Form.Item name="note" label={label} rules={step === 'result' ? [] : [{ required: true, whitespace: true, message: t('suspects.ask.noteMissing') }]}>
          <Input.TextArea rows={3} maxLength={2000} data-testid="suspect-said" />
        </Form.Item>
        <Refused error={error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
