// The fields of assigning a hazard: who removes it, and the five things that are to be settled (五落实).
import { Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrganisations } from '../api/hazards'
import { named } from '../i18n'

export const FIVE_NAMES = {
  owner_id: 'owner_id', office: 'office', office_contact: 'office_contact', office_phone: 'office_phone', responsible: 'responsible', measure: 'measure', funds: 'funds',
  plan: 'plan', due_on: 'due_on',
}

export function AssignFields({ major }: { major: boolean }) {
  const { t } = useTranslation()
  const whose = Form.useWatch<string | undefined>('whose') ?? 'organisation'
  const needed = [{ required: true, message: t('hazards.ask.noteMissing') }]
  return (
    <>
      <Form.Item name="whose" label={t('hazards.ask.whose')}>
        <Radio.Group
          optionType="button" data-testid="hazard-whose"
          options={[{ value: 'organisation', label: t('hazards.ask.organisation') }, { value: 'office', label: t('hazards.ask.office') }]}
        />
      </Form.Item>
      {whose === 'organisation' ? <OwnerPick /> : (
        <div className="sb-hazard-office">
          <Form.Item name="office" label={t('hazards.ask.officeName')} rules={needed}><Input maxLength={200} data-testid="hazard-office" /></Form.Item>
          <Form.Item name="office_contact" label={t('hazards.contact')}><Input maxLength={200} data-testid="hazard-contact" /></Form.Item>
          <Form.Item name="office_phone" label={t('hazards.phone')} rules={needed}><Input maxLength={32} inputMode="tel" data-testid="hazard-phone" /></Form.Item>
        </div>
      )}
      <div className="sb-hazard-two">
        <Form.Item name="responsible" label={t('hazards.ask.responsible')} rules={needed}><Input maxLength={200} data-testid="hazard-responsible" /></Form.Item>
        <DueField />
      </div>
      <Form.Item name="measure" label={t('hazards.ask.measure')} rules={needed}><Input.TextArea rows={2} maxLength={2000} data-testid="hazard-measure" /></Form.Item>
      <PlanFields major={major} />
    </>
  )
}

/** Money and the plan for meanwhile: needed of a major hazard. */
export function PlanFields({ major }: { major: boolean }) {
  const { t } = useTranslation()
  const rules = major ? [{ required: true, message: t('hazards.ask.majorAll') }] : []
  return (
    <>
      <Form.Item name="funds" label={t('hazards.ask.funds')} rules={rules}><Input maxLength={200} placeholder={t('hazards.ask.fundsExample')} data-testid="hazard-funds" /></Form.Item>
      <Form.Item name="plan" label={t('hazards.ask.plan')} rules={rules}><Input.TextArea rows={2} maxLength={2000} data-testid="hazard-plan" /></Form.Item>
    </>
  )
}

export function DueField() {
  const { t } = useTranslation()
  return (
    <Form.Item name="due_on" label={t('hazards.ask.due')} rules={[{ required: true, message: t('hazards.ask.noteMissing') }]}>
      <Input type="date" data-testid="hazard-due" />
    </Form.Item>
  )
}

function OwnerPick() {
  const { t, i18n } = useTranslation()
  const all = useOrganisations().data
  return (
    <Form.Item name="owner_id" label={t('hazards.owner')} rules={[{ required: true, message: t('hazards.ask.missing') }]}>
      <Select
        showSearch optionFilterProp="label" loading={!all} placeholder={t('hazards.ask.ownerPick')} data-testid="hazard-owner"
        options={(all ?? []).map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))}
      />
    </Form.Item>
  )
}
