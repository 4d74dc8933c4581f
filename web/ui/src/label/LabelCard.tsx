// The labels of a file's or a permit's signs: made, printed, printed again, declared void. Shown once there is a sign.
import { useState } from 'react'
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { sheetsAddress, useLabels, useMakeLabels, useReprint, useVoidLabel, useWaitingSigns, type Label, type LabelsOf } from '../api/labels'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { Refused } from '../ui/Refused'

/** `turn` changes when a sign does, so that the card is asked for anew. */
export function LabelCard({ of, turn = '' }: { of: LabelsOf; turn?: string }) {
  const { t } = useTranslation()
  const may = useMay('makeLabels')
  const labels = useLabels(of)
  const waiting = useWaitingSigns(of, turn)
  const make = useMakeLabels()
  const held = labels.data ?? []
  const signs = waiting.data ?? []
  if (held.length === 0 && signs.length === 0) return null
  return (
    <section className="sb-permit-card" data-testid="label-card">
      <h3>{t('label.cardTitle')}</h3>
      <p className="sb-fine">{t('label.cardLead')}</p>
      <ul className="sb-permit-opinions">{held.map((one) => <OneLabel key={one.id} one={one} may={may} />)}</ul>
      {signs.length > 0 && (may ? (
        <Button type="primary" loading={make.isPending} onClick={() => make.mutate(signs.map(({ id }) => id))} data-testid="label-make">{t('label.make', { n: signs.length })}</Button>
      ) : <p className="sb-muted">{t('label.notYet')}</p>)}
      <Refused error={make.error} />
    </section>
  )
}

function OneLabel({ one, may }: { one: Label; may: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [asks, setAsks] = useState<'reprint' | 'void' | null>(null)
  return (
    <li data-testid="label" data-standing={one.standing}>
      <span className="sb-inline"><b>{one.serial}</b><span className="sb-chip" data-tone={one.standing === 'valid' ? 'good' : 'bad'}>{t(`label.standing.${one.standing}`)}</span></span>
      <span className="sb-fine">{t('label.ofSign', { sign: one.sign_number, day: one.valid_to })}</span>
      <span className="sb-fine">{t('label.madeBy', { name: one.made_by, time: clock.date(one.made_at) })}</span>
      {one.void && <span className="sb-desk-event-said">{t('label.voidBy', { name: one.void.by, reason: one.void.reason })}</span>}
      <span className="sb-inline">
        {!one.void && <Button size="small" href={sheetsAddress([one.id])} target="_blank" data-testid="label-print">{t('label.print')}</Button>}
        <Button size="small" href={one.path} target="_blank" data-testid="label-open">{t('label.open')}</Button>
        {may && !one.void && <Button size="small" onClick={() => setAsks('reprint')} data-testid="label-reprint">{t('label.reprint')}</Button>}
        {may && !one.void && <Button size="small" danger onClick={() => setAsks('void')} data-testid="label-void">{t('label.void')}</Button>}
      </span>
      {asks === 'reprint' && <ReprintDialog one={one} onClose={() => setAsks(null)} />}
      {asks === 'void' && <VoidDialog one={one} onClose={() => setAsks(null)} />}
    </li>
  )
}

function ReprintDialog({ one, onClose }: { one: Label; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string; old: 'void' | 'stays' }>()
  const reprint = useReprint()
  const send = (given: { reason: string; old: 'void' | 'stays' }) => reprint.mutate({ id: one.id, ...given }, { onSuccess: onClose })
  return (
    <Modal open title={t('label.reprintOf', { serial: one.serial })} okText={t('label.reprint')} onCancel={onClose} onOk={form.submit} confirmLoading={reprint.isPending}>
      <Form form={form} layout="vertical" initialValues={{ old: 'void' }} onFinish={send}>
        <Reason />
        <Form.Item name="old" label={t('label.oldTitle')}>
          <Radio.Group options={[{ value: 'void', label: t('label.oldVoid') }, { value: 'stays', label: t('label.oldStays') }]} />
        </Form.Item>
        <Refused error={reprint.error} form={form} />
      </Form>
    </Modal>
  )
}

function VoidDialog({ one, onClose }: { one: Label; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const voided = useVoidLabel()
  return (
    <Modal open title={t('label.voidOf', { serial: one.serial })} okText={t('label.void')} okButtonProps={{ danger: true }} onCancel={onClose} onOk={form.submit} confirmLoading={voided.isPending}>
      <Form form={form} layout="vertical" onFinish={({ reason }) => voided.mutate({ id: one.id, reason }, { onSuccess: onClose })}>
        <p className="sb-muted">{t('label.voidLead')}</p>
        <Reason />
        <Refused error={voided.error} form={form} />
      </Form>
    </Modal>
  )
}

function Reason() {
  const { t } = useTranslation()
  return <Form.Item name="reason" label={t('label.why')} rules={[{ required: true, whitespace: true, message: t('permits.ask.needed') }]}><Input maxLength={200} autoFocus data-testid="label-reason" /></Form.Item>
}
