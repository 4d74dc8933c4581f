// One organisation: what it is, where, what refers to it; retired rather than removed.
import { Button, Form, Input, InputNumber, Modal, Popconfirm, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ORGANISATION_KINDS, STAGES, useKeepOrganisation, useOrganisation, useRemoveOrganisation, useRetire, type OrganisationDetail, type OrganisationGiven } from '../api/office'
import { Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

const NAMES = { name: 'name', name_en: 'name_en', kind: 'kind', stage: 'stage', phone: 'phone', lon: 'lon', lat: 'lat' }

export function OrganisationDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation()
  const answer = useOrganisation(id)
  const [form] = Form.useForm<OrganisationGiven>()
  const keep = useKeepOrganisation(id)
  const school = Form.useWatch('kind', form) === 'school'
  return (
    <Modal open title={id === null ? t('admin.organisation.add') : t('admin.organisation.edit')} onCancel={onClose} onOk={() => form.submit()} okText={t('admin.save')} cancelText={t('admin.cancel')} confirmLoading={keep.isPending} okButtonProps={{ 'data-testid': 'organisation-save' }}>
      {id !== null && answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {id !== null && answer.isPending && <Waiting rows={6} />}
      {(id === null || answer.data) && (
        <div className="sb-dialog">
          <Form form={form} layout="vertical" initialValues={answer.data ?? { kind: 'school' }} onFinish={(given) => keep.mutate(givenOf(given), { onSuccess: onClose })} data-testid="organisation-dialog">
            <Fields school={school} />
            <Refused error={keep.error} form={form} names={NAMES} />
          </Form>
          {answer.data && <Referring one={answer.data} onClose={onClose} />}
        </div>
      )}
    </Modal>
  )
}

function Fields({ school }: { school: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="name" label={t('admin.organisation.name')} rules={[{ required: true, whitespace: true, message: t('admin.needed') }]}><Input maxLength={100} data-testid="organisation-name" /></Form.Item>
      <Form.Item name="name_en" label={`${t('admin.organisation.nameEn')} (${t('admin.optional')})`}><Input maxLength={100} /></Form.Item>
      <div className="sb-two">
        <Form.Item name="kind" label={t('admin.organisation.kindTitle')} rules={[{ required: true }]}><Select options={ORGANISATION_KINDS.map((value) => ({ value, label: t(`admin.organisation.kind.${value}`) }))} /></Form.Item>
        {school && <Form.Item name="stage" label={t('admin.organisation.stageTitle')} rules={[{ required: true, message: t('admin.needed') }]}><Select options={STAGES.map((value) => ({ value, label: t(`admin.organisation.stage.${value}`) }))} data-testid="organisation-stage" /></Form.Item>}
      </div>
      <Form.Item name="phone" label={`${t('admin.organisation.phone')} (${t('admin.optional')})`}><Input maxLength={24} /></Form.Item>
      <div className="sb-two">
        <Form.Item name="lon" label={t('admin.organisation.lon')}><InputNumber min={-180} max={180} step={0.00001} className="sb-whole" /></Form.Item>
        <Form.Item name="lat" label={t('admin.organisation.lat')} extra={t('admin.organisation.pick')}><InputNumber min={-90} max={90} step={0.00001} className="sb-whole" /></Form.Item>
      </div>
    </>
  )
}

function Referring({ one, onClose }: { one: OrganisationDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const retire = useRetire(one.id)
  const drop = useRemoveOrganisation(one.id)
  const free = one.referring.length === 0
  return (
    <section className="sb-block">
      <p className="sb-fine">{free ? t('admin.organisation.nothingRefers') : `${t('admin.organisation.referring')}: ${one.referring.map(({ table, count }) => `${table} ${count}`).join(' · ')}`}</p>
      {!free && <p className="sb-fine">{t('admin.organisation.refers')}</p>}
      <p className="sb-actions">
        <Button loading={retire.isPending} onClick={() => retire.mutate(one.retired_at === null, { onSuccess: onClose })} data-testid="organisation-retire">{one.retired_at ? t('admin.organisation.restore') : t('admin.organisation.retire')}</Button>
        {free && (
          <Popconfirm title={t('admin.organisation.removeConfirm')} okText={t('admin.organisation.remove')} cancelText={t('admin.cancel')} onConfirm={() => drop.mutate(undefined, { onSuccess: onClose })}>
            <Button danger loading={drop.isPending} data-testid="organisation-remove">{t('admin.organisation.remove')}</Button>
          </Popconfirm>
        )}
      </p>
      <Refused error={retire.error ?? drop.error} />
    </section>
  )
}

/** An empty field says nothing. */
const givenOf = (given: OrganisationGiven): OrganisationGiven => ({
  name: given.name,
  kind: given.kind,
  name_en: given.name_en || null,
  phone: given.phone || null,
  stage: given.kind === 'school' ? given.stage : null,
  lon: given.lon ?? null,
  lat: given.lat ?? null,
})
