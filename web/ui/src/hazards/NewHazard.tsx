// Enter a hazard: of what, where, what it is; the bureau may grade it at once.
import { useState } from 'react'
import { Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { GRADES, KINDS, useOpenHazard, useOrganisations, type Grade, type Kind, type NewHazard as Given } from '../api/hazards'
import { usePlaces, useSession } from '../api/queries'
import { useSealPeople } from '../api/seals'
import { VehiclePick } from '../devices/VehiclePick'
import { named } from '../i18n'
import { useMay } from '../lib/may'
import { Refused } from '../ui/Refused'

interface Wish {
  kind: Kind
  subject?: string
  place?: string
  location?: string
  title: string
  description: string
  grade?: Grade | 'later'
}
const NAMES = { subject_id: 'subject', place_id: 'place', location: 'location', title: 'title', description: 'description', grade: 'grade', subject_kind: 'kind' }

export function NewHazard({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const add = useOpenHazard()
  const account = useSession().data
  const firstLine = useMay('firstLine')
  const grades = useMay('desk')
  const people = useMay('seal')
  const kinds: Kind[] = firstLine ? ['bus', account?.role === 'school' ? 'school' : 'operator'] : KINDS.filter((one) => one !== 'person' || people)
  const kind = Form.useWatch('kind', form) ?? kinds[0] ?? 'road'
  const own = firstLine && kind !== 'bus' ? account?.organisation?.id : undefined
  const submit = (wish: Wish) => add.mutate(givenOf(wish, own), { onSuccess: (made) => { onClose(); onMade(made.id) } })
  return (
    <Modal open onCancel={onClose} title={t('hazards.newTitle')} okText={t('hazards.submit')} onOk={form.submit} confirmLoading={add.isPending} mask={{ closable: false }} okButtonProps={{ 'data-testid': 'hazard-submit' }}>
      <Form form={form} layout="vertical" className="sb-dialog" data-testid="hazard-dialog" initialValues={{ kind: kinds[0], grade: 'later' }} onFinish={submit}>
        <p className="sb-muted">{t('hazards.newLead')}</p>
        <Form.Item name="kind" label={t('hazards.form.kind')}>
          <Radio.Group optionType="button" options={kinds.map((value) => ({ value, label: t(`hazards.kind.${value}`) }))} onChange={() => form.resetFields(['subject'])} data-testid="hazard-kind" />
        </Form.Item>
        {kind === 'road' && <RoadFields />}
        {kind === 'bus' && (
          <Form.Item name="subject" label={t('hazards.form.bus')} rules={[{ required: true, message: t('hazards.form.pick') }]}><VehiclePick /></Form.Item>
        )}
        {kind === 'person' && <PersonPick />}
        {(kind === 'school' || kind === 'operator') && !own && <OrganisationPick kind={kind} />}
        <Form.Item name="title" label={t('hazards.form.title')} rules={[{ required: true, whitespace: true, message: t('hazards.ask.noteMissing') }]}>
          <Input maxLength={200} placeholder={t('hazards.form.titleExample')} data-testid="hazard-title" />
        </Form.Item>
        <Form.Item name="description" label={t('hazards.form.description')} rules={[{ required: true, whitespace: true, message: t('hazards.ask.noteMissing') }]}>
          <Input.TextArea rows={3} maxLength={2000} data-testid="hazard-description" />
        </Form.Item>
        {grades && (
          <Form.Item name="grade" label={t('hazards.form.grade')}>
            <Radio.Group optionType="button" options={[{ value: 'later', label: t('hazards.form.gradeLater') }, ...GRADES.map((value) => ({ value, label: t(`hazards.grade.${value}`) }))]} data-testid="hazard-first-grade" />
          </Form.Item>
        )}
        <Refused error={add.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

function givenOf(wish: Wish, own: string | undefined): Given {
  const subject = own ?? wish.subject
  return {
    subject_kind: wish.kind, title: wish.title, description: wish.description,
    ...(subject && wish.kind !== 'road' ? { subject_id: subject } : {}),
    ...(wish.kind === 'road' && wish.place ? { place_id: wish.place } : {}),
    ...(wish.kind === 'road' && wish.location ? { location: wish.location } : {}),
    ...(wish.grade && wish.grade !== 'later' ? { grade: wish.grade } : {}),
  }
}

function RoadFields() {
  const { t, i18n } = useTranslation()
  const places = usePlaces().data?.features ?? []
  const options = places.map(({ properties }) => ({ value: String(properties.id), label: named(i18n.language, properties.name, properties.name_en) }))
  return (
    <>
      <Form.Item name="place" label={t('hazards.form.place')}>
        <Select allowClear showSearch optionFilterProp="label" placeholder={t('hazards.form.placePick')} options={options} data-testid="hazard-place" />
      </Form.Item>
      <Form.Item name="location" label={t('hazards.form.location')}><Input maxLength={200} placeholder={t('hazards.form.locationExample')} data-testid="hazard-location" /></Form.Item>
    </>
  )
}

function OrganisationPick({ kind }: { kind: 'school' | 'operator' }) {
  const { t, i18n } = useTranslation()
  const all = useOrganisations().data
  const options = (all ?? []).filter((one) => one.kind === kind).map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))
  return (
    <Form.Item name="subject" label={t(`hazards.kind.${kind}`)} rules={[{ required: true, message: t('hazards.form.pick') }]}>
      <Select showSearch optionFilterProp="label" loading={!all} options={options} data-testid="hazard-organisation" />
    </Form.Item>
  )
}

function PersonPick() {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const people = useSealPeople(q).data ?? []
  return (
    <Form.Item name="subject" label={t('hazards.form.person')} rules={[{ required: true, message: t('hazards.form.pick') }]}>
      <Select
        showSearch={{ filterOption: false, onSearch: setQ }} placeholder={t('hazards.form.personPick')} notFoundContent={q ? t('hazards.form.nobody') : t('hazards.form.personType')}
        options={people.map((one) => ({ value: one.id, label: `${one.name} · ${one.organisation_name}` }))} data-testid="hazard-person"
      />
    </Form.Item>
  )
}
