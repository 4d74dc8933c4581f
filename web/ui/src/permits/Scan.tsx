// The other office's paper: one that is there already, or uploaded now.
import { useRef } from 'react'
import { Button, Form, Select } from 'antd'
import { PaperClipOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useAttachPaper, type May, type PermitFile } from '../api/permits'
import { Refused } from '../ui/Refused'
import { ACCEPTED } from './Papers'

interface Props {
  options: { value: string; label: string }[]
  loading: boolean
  error: unknown
  /** Adds a paper and says which it is now. */
  upload: (file: File, chosen: (id: string) => void) => void
}

export function Scan({ options, loading, error, upload }: Props) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="sb-permit-scan">
      <Form.Item name="document_id" label={t('permits.ask.document_id')} rules={[{ required: true, message: t('permits.ask.needed') }]}>
        <Select placeholder={t('permits.ask.choose')} data-testid="ask-document_id" options={options} />
      </Form.Item>
      <Button icon={<PaperClipOutlined />} loading={loading} onClick={() => input.current?.click()} data-testid="ask-upload">{t('permits.ask.upload')}</Button>
      <input
        ref={input} type="file" hidden accept={ACCEPTED} data-testid="ask-upload-input"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) upload(file, (id) => form.setFieldValue('document_id', id))
          event.target.value = ''
        }}
      />
      <Refused error={error} />
    </div>
  )
}

/** Of an application: its replies and decisions. */
export function ApplicationScan({ step, one, onUploaded }: { step: May; one: PermitFile; onUploaded: (file: PermitFile) => void }) {
  const { t } = useTranslation()
  const attach = useAttachPaper(one.id)
  const kind = step.step === 'grant' || step.step === 'refuse' || step.step === 'send_back' ? 'decision' : 'reply'
  const there = one.documents.filter((paper) => paper.kind === 'reply' || paper.kind === 'decision')
  return (
    <Scan
      loading={attach.isPending} error={attach.error}
      options={there.map((paper) => ({ value: paper.id, label: `${t(`permits.paper.${paper.kind}`)} · ${paper.name} · ${t('permits.paper.version', { n: paper.version })}` }))}
      upload={(file, chosen) =>
        attach.mutate({ file, kind }, {
          onSuccess: (made) => {
            onUploaded(made)
            const newest = made.documents.filter((paper) => paper.kind === kind).sort((a, b) => b.version - a.version)[0]
            if (newest) chosen(newest.id)
          },
        })
      }
    />
  )
}
