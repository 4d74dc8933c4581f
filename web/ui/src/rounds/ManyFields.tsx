// What a step of many asks for all of them.
import { useRef } from 'react'
import { Alert, Button, Form, Input, Radio, Select } from 'antd'
import { PaperClipOutlined } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { OPINIONS, type Need } from '../api/permits'
import { useKeepPaper, type RoundDetail, type StepOfMany } from '../api/rounds'
import { ACCEPTED } from '../permits/Papers'
import { Refused } from '../ui/Refused'
import { alsoOf, nameOf, neededOf, ownOf } from './asked'

const ORDER: readonly Need[] = ['opinion', 'missing', 'inspectors', 'valid_from', 'valid_to', 'document_id', 'document_number', 'dated_on', 'until', 'note']

interface Props {
  round: RoundDetail
  step: StepOfMany
  today: string
}

export function ManyFields({ round, step, today }: Props) {
  const needed = [...neededOf(step)].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
  return (
    <>
      {nameOf(step) === 'police.call' && <Planned round={round} />}
      {needed.map((name) => <One key={name} name={name} must={!ownOf(step).some((own) => own === name)} round={round} step={step} today={today} />)}
      {alsoOf(step).map((name) => <One key={name} name={name} must={false} round={round} step={step} today={today} />)}
    </>
  )
}

function One({ name, must, round, step, today }: Props & { name: Need; must: boolean }) {
  const { t } = useTranslation()
  const rules = must ? [{ required: true, whitespace: true, message: t('permits.ask.needed') }] : []
  if (name === 'document_id') return <Scan round={round} step={step} />
  if (name === 'inspectors') {
    return (
      <div className="sb-two">
        {([1, 2] as const).map((n) => (
          <Form.Item key={n} name={`inspector_${n}`} label={`${t('permits.ask.inspectors')} · ${t('permits.ask.inspector', { n })}`} rules={rules}><Input maxLength={200} data-testid={`many-inspector-${n}`} /></Form.Item>
        ))}
      </div>
    )
  }
  const label = name === 'dated_on' && !step.recorded ? t('permits.ask.dated_own') : t(`permits.ask.${name}`)
  const isOwn = ownOf(step).some((own) => own === name)
  const extra = isOwn ? t('rounds.many.sameForAll') : must ? undefined : t('permits.ask.openEnd')
  return <Form.Item name={name} label={label} rules={rules} extra={extra}>{field(t, name, today)}</Form.Item>
}

function field(t: TFunction, name: Need, latest: string) {
  const id = `many-${name}`
  switch (name) {
    case 'note': return <Input.TextArea rows={2} maxLength={2000} data-testid={id} />
    case 'missing': return <Input.TextArea rows={3} placeholder={t('permits.ask.missingExample')} data-testid={id} />
    case 'opinion': return <Radio.Group optionType="button" options={OPINIONS.map((value) => ({ value, label: t(`permits.opinion.${value}`) }))} data-testid={id} />
    case 'dated_on': return <Input type="date" max={latest} data-testid={id} />
    case 'until': case 'valid_from': case 'valid_to': return <Input type="date" data-testid={id} />
    default: return <Input maxLength={64} data-testid={id} />
  }
}

function Planned({ round }: { round: RoundDetail }) {
  const { t } = useTranslation()
  if (round.inspect_from === null) return <Alert type="warning" showIcon title={t('rounds.many.noPlan')} data-testid="many-no-plan" />
  return <p className="sb-note"><b>{t('rounds.many.auto')}</b> {t('rounds.many.autoHint', { day: round.inspect_from, n: round.capacity_per_day })}</p>
}

/** The other office's paper about all of them: one that is there already, or uploaded now. */
function Scan({ round, step }: { round: RoundDetail; step: StepOfMany }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const input = useRef<HTMLInputElement>(null)
  const keep = useKeepPaper(round.id)
  const kind = step.subject === 'application' ? 'decision' : 'reply'
  return (
    <div className="sb-permit-scan">
      <Form.Item name="paper_id" label={t('rounds.many.scan')} rules={[{ required: true, message: t('permits.ask.needed') }]}>
        <Select placeholder={t('rounds.many.scanPick')} options={round.papers.map((paper) => ({ value: paper.id, label: paper.name }))} data-testid="many-paper" />
      </Form.Item>
      <Button icon={<PaperClipOutlined />} loading={keep.isPending} onClick={() => input.current?.click()} data-testid="many-upload">{t('rounds.many.scanUp')}</Button>
      <input
        ref={input} type="file" hidden accept={ACCEPTED} data-testid="many-upload-input"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) keep.mutate({ file, kind }, { onSuccess: (made) => form.setFieldValue('paper_id', made.id) })
          event.target.value = ''
        }}
      />
      <Refused error={keep.error} />
    </div>
  )
}
