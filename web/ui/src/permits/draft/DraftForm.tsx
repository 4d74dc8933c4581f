// What is asked for, as it is typed; it saves itself.
import { Checkbox, Form, Input, InputNumber } from 'antd'
import { CheckCircleOutlined, ExclamationCircleOutlined, LoadingOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { PermitFile } from '../../api/permits'
import { VehiclePick } from '../../devices/VehiclePick'
import { useClock } from '../../lib/useClock'
import { Refused } from '../../ui/Refused'
import { LinesPick, PeoplePick, PermitPick } from './Picks'
import type { DraftHand } from './useDraft'
import { valuesOf, type DraftValues } from './values'

const CONTENT = ['driver_ids', 'attendant_ids', 'line_version_ids', 'seats', 'insurer', 'insurance_number', 'insured_from', 'insured_until', 'safety_officer', 'letter_signed_on', 'remarks']
const NAMES: Readonly<Record<string, string>> = {
  vehicle_id: 'vehicle_id', permit_id: 'permit_id', portal_number: 'portal_number', ...Object.fromEntries(CONTENT.map((name) => [`content.${name}`, name])),
}

export function DraftForm({ one, hand }: { one: PermitFile; hand: DraftHand }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<DraftValues>()
  const edit = (changed: Partial<DraftValues>, all: DraftValues) => {
    if ('vehicle_id' in changed) form.setFieldValue('permit_id', null)
    hand.edit({ ...valuesOf(one), ...all, ...('vehicle_id' in changed ? { permit_id: null } : {}) })
  }
  return (
    <Form form={form} layout="vertical" className="sb-permit-form" initialValues={valuesOf(one)} onValuesChange={edit} disabled={hand.saving === 'changed'} data-testid="draft-form">
      <Part title={t('permits.form.what')}>
        <Form.Item name="vehicle_id" label={t('permits.form.vehicle')}><VehiclePick /></Form.Item>
        {one.kind !== 'new' && <PermitPick />}
        <Form.Item name="portal_number" label={t('permits.form.portal')}><Input maxLength={64} placeholder={t('permits.form.optional')} data-testid="draft-portal" /></Form.Item>
      </Part>
      <Part title={t('permits.form.people')}>
        <PeoplePick kind="driver" one={one} />
        <PeoplePick kind="attendant" one={one} />
      </Part>
      <Part title={t('permits.form.service')}>
        <LinesPick one={one} />
        <Form.Item name="seats" label={t('permits.form.seats')}><InputNumber min={1} max={200} precision={0} className="sb-whole" data-testid="draft-seats" /></Form.Item>
      </Part>
      <Part title={t('permits.form.insurance')}>
        <Form.Item name="insurer" label={t('permits.form.insurer')}><Input maxLength={200} data-testid="draft-insurer" /></Form.Item>
        <Form.Item name="insurance_number" label={t('permits.form.insuranceNumber')}><Input maxLength={200} /></Form.Item>
        <Form.Item name="insured_from" label={t('permits.form.insuredFrom')}><Input type="date" data-testid="draft-insured-from" /></Form.Item>
        <Form.Item name="insured_until" label={t('permits.form.insuredUntil')}><Input type="date" data-testid="draft-insured-until" /></Form.Item>
      </Part>
      <Part title={t('permits.form.safetyTitle')}>
        <Form.Item name="safety_officer" label={t('permits.form.safetyOfficer')}><Input maxLength={200} /></Form.Item>
        <Form.Item name="letter_signed_on" label={t('permits.form.letter')}><Input type="date" /></Form.Item>
        <Form.Item name="safety_system" valuePropName="checked" className="sb-permit-whole"><Checkbox data-testid="draft-safety">{t('permits.form.safety')}</Checkbox></Form.Item>
        <Form.Item name="remarks" label={t('permits.form.remarks')} className="sb-permit-whole"><Input.TextArea rows={2} maxLength={2000} /></Form.Item>
      </Part>
      {hand.saving !== 'changed' && <Refused error={hand.error} form={form} names={NAMES} />}
    </Form>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <fieldset className="sb-permit-part">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

/** Whether what is typed is kept. */
export function SavingState({ hand }: { hand: DraftHand }) {
  const { t } = useTranslation()
  const clock = useClock()
  const words = {
    loaded: t('permits.form.loaded'), unsaved: t('permits.form.unsaved'), saving: t('permits.form.saving'), failed: t('permits.form.failed'), changed: t('permits.form.failed'),
    saved: t('permits.form.saved', { time: clock.time(new Date(hand.savedAt ?? 0).toISOString()) }),
  }
  const bad = hand.saving === 'failed' || hand.saving === 'changed'
  const icon = bad ? <ExclamationCircleOutlined aria-hidden /> : hand.saving === 'saving' ? <LoadingOutlined aria-hidden /> : <CheckCircleOutlined aria-hidden />
  return <span className={bad ? 'sb-open' : 'sb-fine'} role="status" data-testid="draft-saving" data-state={hand.saving}>{icon} {words[hand.saving]}</span>
}
