// Begin an application: of which kind, and whose where a clerk types it in; the rest is filled in on the draft itself.
import { Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrganisations } from '../api/hazards'
import { KINDS, useBegin, type Kind } from '../api/permits'
import { named } from '../i18n'
import { useMay } from '../lib/may'
import { Refused } from '../ui/Refused'

interface Wish {
  kind: Kind
  applicant_id?: string
  portal_number?: string
}
const NAMES = { kind: 'kind', applicant_id: 'applicant_id', portal_number: 'portal_number' }
const FIRST: Wish = { kind: 'new' }

export function NewApplication({ onClose, onBegun }: { onClose: () => void; onBegun: (id: string) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const begin = useBegin()
  const forOthers = useMay('applyForOthers')
  const submit = (wish: Wish) =>
    begin.mutate({ kind: wish.kind, ...(wish.applicant_id ? { applicant_id: wish.applicant_id } : {}), ...(wish.portal_number ? { portal_number: wish.portal_number } : {}) }, {
      onSuccess: (made) => onBegun(made.id),
    })
  return (
    <Modal open onCancel={onClose} title={t('permits.form.title')} okText={t('permits.form.begin')} onOk={form.submit} confirmLoading={begin.isPending} mask={{ closable: false }} okButtonProps={{ 'data-testid': 'permit-begin' }}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={FIRST} onFinish={submit} data-testid="permit-new">
        <p className="sb-muted">{t('permits.form.lead')}</p>
        <Form.Item name="kind" label={t('permits.form.kind')}>
          <Radio.Group optionType="button" options={KINDS.map((value) => ({ value, label: t(`procedure.kind.${value}`) }))} data-testid="permit-kind" />
        </Form.Item>
        {forOthers && <ApplicantPick />}
        <Form.Item name="portal_number" label={t('permits.form.portal')} extra={t('permits.form.portalHint')}><Input maxLength={64} data-testid="permit-portal" /></Form.Item>
        <Refused error={begin.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

function ApplicantPick() {
  const { t, i18n } = useTranslation()
  const all = useOrganisations().data
  const options = (all ?? []).filter((one) => one.kind === 'school' || one.kind === 'operator').map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))
  return (
    <Form.Item name="applicant_id" label={t('permits.form.applicant')} rules={[{ required: true, message: t('permits.ask.needed') }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} loading={!all} options={options} placeholder={t('permits.form.applicantPick')} data-testid="permit-applicant" />
    </Form.Item>
  )
}
