// One thing that a step asks for, as its own field.
import { useRef } from 'react'
import { Button, Form, Input, Radio, Select } from 'antd'
import { PaperClipOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { OPINIONS, useAttachPaper, type May, type Need, type PermitFile } from '../api/permits'
import { Refused } from '../ui/Refused'
import { ACCEPTED } from './Papers'

interface Props {
  name: Need
  needed: boolean
  step: May
  one: PermitFile
  today: string
  onUploaded: (file: PermitFile) => void
}

export function Asked({ name, needed, step, one, today, onUploaded }: Props) {
  const { t } = useTranslation()
  const rules = needed ? [{ required: true, whitespace: true, message: t('permits.ask.needed') }] : []
  if (name === 'document_id') return <Scan step={step} one={one} onUploaded={onUploaded} />
  if (name === 'inspectors') {
    return (
      <div className="sb-two">
        {([1, 2] as const).map((n) => (
          <Form.Item key={n} name={`inspector_${n}`} label={`${t('permits.ask.inspectors')} · ${t('permits.ask.inspector', { n })}`} rules={rules}><Input maxLength={200} data-testid={`ask-inspector-${n}`} /></Form.Item>
        ))}
      </div>
    )
  }
  const label = name === 'dated_on' && !step.recorded ? t('permits.ask.dated_own') : t(`permits.ask.${name}`)
  return (
    <Form.Item name={name} label={label} rules={rules} extra={needed ? undefined : t('permits.ask.openEnd')}>
      {field(name, today)}
    </Form.Item>
  )

  function field(asked: Need, latest: string) {
    const id = `ask-${asked}`
    switch (asked) {
      case 'note': return <Input.TextArea rows={3} maxLength={2000} data-testid={id} />
      case 'missing': return <Input.TextArea rows={4} placeholder={t('permits.ask.missingExample')} data-testid={id} />
      case 'opinion': return <Radio.Group optionType="button" options={OPINIONS.map((value) => ({ value, label: t(`permits.opinion.${value}`) }))} data-testid={id} />
      case 'appointment': return <Input type="datetime-local" data-testid={id} />
      case 'dated_on': return <Input type="date" max={latest} data-testid={id} />
      case 'until': case 'valid_from': case 'valid_to': return <Input type="date" data-testid={id} />
      default: return <Input maxLength={64} data-testid={id} />
    }
  }
}

/** The other office's paper: one that is there already, or uploaded now. */
function Scan({ step, one, onUploaded }: { step: May; one: PermitFile; onUploaded: (file: PermitFile) => void }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const input = useRef<HTMLInputElement>(null)
  const attach = useAttachPaper(one.id)
  const kind = step.step === 'grant' || step.step === 'refuse' || step.step === 'send_back' ? 'decision' : 'reply'
  const there = one.documents.filter((paper) => paper.kind === 'reply' || paper.kind === 'decision')
  const upload = (file: File) =>
    attach.mutate({ file, kind }, {
      onSuccess: (made) => {
        onUploaded(made)
        const newest = made.documents.filter((paper) => paper.kind === kind).sort((a, b) => b.version - a.version)[0]
        if (newest) form.setFieldValue('document_id', newest.id)
      },
    })
  return (
    <div className="sb-permit-scan">
      <Form.Item name="document_id" label={t('permits.ask.document_id')} rules={[{ required: true, message: t('permits.ask.needed') }]}>
        <Select
          placeholder={t('permits.ask.choose')} data-testid="ask-document_id"
          options={there.map((paper) => ({ value: paper.id, label: `${t(`permits.paper.${paper.kind}`)} · ${paper.name} · ${t('permits.paper.version', { n: paper.version })}` }))}
        />
      </Form.Item>
      <Button icon={<PaperClipOutlined />} loading={attach.isPending} onClick={() => input.current?.click()} data-testid="ask-upload">{t('permits.ask.upload')}</Button>
      <input
        ref={input} type="file" hidden accept={ACCEPTED} data-testid="ask-upload-input"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) upload(file)
          event.target.value = ''
        }}
      />
      <Refused error={attach.error} />
    </div>
  )
}
