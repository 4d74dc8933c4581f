// A new round, or the name and day of one that is there.
import { useState } from 'react'
import { Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrganisations } from '../api/hazards'
import { useBeginRound, useSettle, type RoundDetail } from '../api/rounds'
import { named } from '../i18n'
import { Refused } from '../ui/Refused'

interface Values {
  name: string
  target_on: string
  organisation_id?: string
}
const NAMES = { name: 'name', target_on: 'target_on', organisation_id: 'organisation_id' }

export function NewRound({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const begin = useBeginRound()
  const { t } = useTranslation()
  return (
    <Asking
      title={t('rounds.new')} ok={t('rounds.make')} whose busy={begin.isPending} error={begin.error} onClose={onClose}
      onDone={({ name, target_on, organisation_id }) => begin.mutate({ name, target_on, ...(organisation_id ? { organisation_id } : {}) }, { onSuccess: (made) => onMade(made.id) })}
    />
  )
}

export function SettleRound({ round: now, onClose }: { round: RoundDetail; onClose: () => void }) {
  const [round] = useState(now) // as it was seen when the dialog opened, at that version
  const settle = useSettle(round.id)
  const { t } = useTranslation()
  return (
    <Asking
      title={t('rounds.settle')} ok={t('rounds.save')} first={round} busy={settle.isPending} error={settle.error} onClose={onClose}
      onDone={({ name, target_on }) => settle.mutate({ name, target_on, version: round.version }, { onSuccess: onClose })}
    />
  )
}

interface Props {
  title: string
  ok: string
  first?: Values
  whose?: boolean
  busy: boolean
  error: unknown
  onClose: () => void
  onDone: (values: Values) => void
}

function Asking({ title, ok, first, whose = false, busy, error, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation()
  const [form] = Form.useForm<Values>()
  const all = useOrganisations().data
  const options = (all ?? []).filter((one) => one.kind === 'school' || one.kind === 'operator').map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))
  const needed = [{ required: true, whitespace: true, message: t('permits.ask.needed') }]
  return (
    <Modal open title={title} okText={ok} onCancel={onClose} onOk={form.submit} confirmLoading={busy} mask={{ closable: false }} okButtonProps={{ 'data-testid': 'round-submit' }}>
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={onDone} {...(first ? { initialValues: { name: first.name, target_on: first.target_on } } : {})} data-testid="round-form">
        <Form.Item name="name" label={t('rounds.name')} rules={needed}><Input maxLength={100} placeholder={t('rounds.nameExample')} data-testid="round-name" /></Form.Item>
        <Form.Item name="target_on" label={t('rounds.target')} rules={needed}><Input type="date" data-testid="round-target" /></Form.Item>
        {whose && (
          <Form.Item name="organisation_id" label={t('rounds.organisation')}>
            <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={options} placeholder={t('rounds.anybody')} data-testid="round-organisation" />
          </Form.Item>
        )}
        <Refused error={error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
