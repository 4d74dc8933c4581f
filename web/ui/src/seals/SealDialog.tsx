// Seal something: of what, from when until when, and why. It is confirmed by what it says, and never undone by the same person alone.
import { useState } from 'react'
import { Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConfig } from '../api/queries'
import { SEAL_KINDS, useAddSeal, useDayRuns, useSealPeople, type NewSeal, type SealKind } from '../api/seals'
import { VehiclePick } from '../devices/VehiclePick'
import { useClock } from '../lib/useClock'
import { instantOf, wallOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'

export interface FirstSeal {
  kind?: SealKind
  vehicle?: string
  since?: string
  until?: string
  finding?: string
}
interface Wish {
  kind: SealKind
  vehicle?: string
  run?: string
  person?: string
  day?: string
  since?: string
  until?: string
  reason: string
}
interface Props {
  first?: FirstSeal
  onClose: () => void
  onMade?: (id: string) => void
}

const NAMES = { vehicle_id: 'vehicle', run_id: 'run', person_id: 'person', since: 'since', until: 'until', reason: 'reason' } as const
const ANYTHING: FirstSeal = {}
export const LEAST_REASON = 5

export function SealDialog({ first = ANYTHING, onClose, onMade }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const [now] = useState(Date.now)
  const add = useAddSeal()
  const kind = Form.useWatch('kind', form) ?? first.kind ?? 'vehicle'
  const wall = (iso: string | undefined) => (iso ? wallOf(Date.parse(iso), zone) : undefined)
  const begin = { kind: first.kind ?? 'vehicle', vehicle: first.vehicle, since: wall(first.since), until: wall(roundedUp(first.until, now)), day: wallOf(now, zone).slice(0, 10) }
  return (
    <Modal
      open onCancel={onClose} title={t('seals.newTitle')} okText={t('seals.seal')} onOk={form.submit} confirmLoading={add.isPending} mask={{ closable: false }}
      okButtonProps={{ 'data-testid': 'seal-submit' }}
    >
      <Form
        form={form} layout="vertical" className="sb-dialog" data-testid="seal-dialog" initialValues={begin}
        onFinish={(wish) => add.mutate(sealOf(wish, zone, first), { onSuccess: (made) => { onClose(); onMade?.(made.id) } })}
      >
        <p className="sb-muted">{t('seals.newLead')}</p>
        <Form.Item name="kind" label={t('seals.what')}>
          <Radio.Group options={SEAL_KINDS.map((value) => ({ value, label: t(`seals.kind.${value}`) }))} optionType="button" disabled={first.finding !== undefined} />
        </Form.Item>
        {kind !== 'person' && (
          <Form.Item name="vehicle" label={t('seals.kind.vehicle')} rules={[{ required: true, message: t('binding.vehicleMissing') }]}>
            <VehiclePick />
          </Form.Item>
        )}
        {kind === 'run' && <RunPick />}
        {kind === 'person' && <PersonPick />}
        {kind !== 'run' && (
          <div className="sb-seal-span">
            <Form.Item name="since" label={t('seals.since')} rules={[{ required: true, message: t('seals.needed') }]}>
              <Input type="datetime-local" data-testid="seal-since" />
            </Form.Item>
            <Form.Item name="until" label={t('seals.until')} rules={[{ required: true, message: t('seals.needed') }]}>
              <Input type="datetime-local" data-testid="seal-until" />
            </Form.Item>
          </div>
        )}
        <Form.Item name="reason" label={t('seals.reason')} rules={[{ required: true, min: LEAST_REASON, message: t('seals.reasonMissing', { n: LEAST_REASON }) }]}>
          <Input.TextArea rows={3} maxLength={500} placeholder={t('seals.reasonExample')} data-testid="seal-reason" />
        </Form.Item>
        <Refused error={add.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

/** A field has no seconds: the end is the minute after, so that nothing of the last one is lost. */
const MINUTE_MS = 60_000
const roundedUp = (iso: string | undefined, now: number) => (iso ? new Date(Math.min(now, Math.ceil(Date.parse(iso) / MINUTE_MS) * MINUTE_MS)).toISOString() : undefined)

function sealOf(wish: Wish, zone: string, first: FirstSeal): NewSeal {
  const span = { since: instantOf(wish.since, zone) ?? '', until: instantOf(wish.until, zone) ?? '' }
  const of = wish.reason
  if (wish.kind === 'run') return { kind: 'run', run_id: wish.run ?? '', reason: of }
  if (wish.kind === 'person') return { kind: 'person', person_id: wish.person ?? '', reason: of, ...span }
  return { kind: 'vehicle', vehicle_id: wish.vehicle ?? '', reason: of, ...span, ...(first.finding ? { finding_id: first.finding } : {}) }
}

function RunPick() {
  const { t } = useTranslation()
  const clock = useClock()
  const vehicle = Form.useWatch<string | undefined>('vehicle')
  const day = Form.useWatch<string | undefined>('day') ?? ''
  const runs = useDayRuns(vehicle, day).data
  const options = (runs ?? []).map((run) => ({ value: run.id, label: `${clock.time(run.planned_start)}–${clock.time(run.planned_end)} ${run.line_name}` }))
  return (
    <div className="sb-seal-span">
      <Form.Item name="day" label={t('seals.day')}>
        <Input type="date" data-testid="seal-day" />
      </Form.Item>
      <Form.Item name="run" label={t('seals.kind.run')} rules={[{ required: true, message: t('seals.needed') }]}>
        <Select options={options} popupMatchSelectWidth={false} placeholder={t('seals.runPick')} notFoundContent={t('seals.noRuns')} data-testid="seal-run" />
      </Form.Item>
    </div>
  )
}

function PersonPick() {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const people = useSealPeople(q).data ?? []
  const word = (kind: string) => (kind === 'driver' ? t('role.driver') : kind === 'attendant' ? t('role.attendant') : '')
  const options = people.map((one) => ({ value: one.id, label: [one.name, word(one.kind), one.organisation_name].filter(Boolean).join(' · ') }))
  return (
    <Form.Item name="person" label={t('seals.kind.person')} extra={t('seals.personHint')} rules={[{ required: true, message: t('seals.needed') }]}>
      <Select showSearch={{ filterOption: false, onSearch: setQ }} options={options} placeholder={t('seals.personPick')} notFoundContent={q ? t('seals.noPeople') : t('seals.personType')} data-testid="seal-person" />
    </Form.Item>
  )
}
