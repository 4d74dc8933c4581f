// "The sign here says 40": a posted limit corrected from a finding; the finding itself stays as it is.
import { useState } from 'react'
import { App, Button, Form, Input, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCorrectLimit } from '../../api/places'
import type { Finding } from '../../api/types'
import { useMay } from '../../lib/may'
import { Refused } from '../../ui/Refused'

/** The rules that are measured by a sign. */
const BY_SIGN = new Set(['R22', 'R23'])
const NAMES = { limit_kmh: 'limit_kmh', note: 'note', name: 'name' }

export function CorrectLimit({ finding }: { finding: Finding }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const may = useMay('drawPlaces')
  if (!may || !BY_SIGN.has(finding.rule)) return null
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} data-testid="correct-limit">{t('place.correct')}</Button>
      {open && <Dialog finding={finding} onClose={() => setOpen(false)} />}
    </>
  )
}

function Dialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ limit_kmh: number; note: string; name?: string }>()
  const correct = useCorrectLimit(finding.id)
  const required = [{ required: true, message: t('place.required') }]
  return (
    <Modal
      open onCancel={onClose} title={t('place.correct')} okText={t('place.save')} onOk={form.submit} confirmLoading={correct.isPending} width={420}
      okButtonProps={{ 'data-testid': 'correct-submit' }}
    >
      <Form
        form={form} layout="vertical" className="sb-dialog" initialValues={{ note: t('place.signSeen') }}
        onFinish={(given) => correct.mutate(given, { onSuccess: () => { void message.success(t('place.corrected')); onClose() } })}
      >
        <p className="sb-muted">{finding.place ? t('place.correctHere', { name: finding.place.name }) : t('place.correctNew')}</p>
        {!finding.place && <Form.Item name="name" label={t('place.road')} rules={required}><Input maxLength={100} data-testid="correct-name" /></Form.Item>}
        <Form.Item name="limit_kmh" label={t('place.signSays')} rules={required}><InputNumber min={5} max={120} suffix="km/h" autoFocus data-testid="correct-kmh" /></Form.Item>
        <Form.Item name="note" label={t('place.source')} rules={required}><Input maxLength={100} /></Form.Item>
        <Refused error={correct.error} form={form} names={NAMES} />
        <p className="sb-fine">{t('place.correctHint')}</p>
      </Form>
    </Modal>
  )
}
