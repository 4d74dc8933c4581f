// Enter one sighting by hand.
import { useState } from 'react'
import { App, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConfig, useSchools } from '../../api/queries'
import { useNote, VEHICLE_KINDS, type VehicleKind } from '../../api/suspects'
import { instantOf, wallOf } from '../../lib/wallClock'
import { Refused } from '../../ui/Refused'

interface Wish {
  plate: string
  at: string
  school?: string
  place?: string
  kind?: VehicleKind
  colour?: string
  children?: number | null
  photo?: string
  note?: string
}
const NAMES = { plate: 'plate', seen_at: 'at', school_id: 'school', place: 'place', children: 'children', colour: 'colour', photo: 'photo', note: 'note' }
const MOST_CHILDREN = 99

export function NoteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Wish>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const schools = useSchools().data ?? []
  const [now] = useState(() => wallOf(Date.now(), zone))
  const note = useNote()
  const submit = ({ at, school, kind, children, ...rest }: Wish) =>
    note.mutate(
      {
        ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value)) as { plate: string }),
        seen_at: instantOf(at, zone) ?? '',
        ...(school ? { school_id: Number(school) } : {}),
        ...(kind ? { vehicle_kind: kind } : {}),
        ...(typeof children === 'number' ? { children } : {}),
      },
      { onSuccess: (told) => { void message.success(told.kept ? t('suspects.noted') : t('suspects.notedBefore')); onClose() } },
    )
  return (
    <Modal open onCancel={onClose} title={t('suspects.noteTitle')} okText={t('suspects.save')} onOk={form.submit} confirmLoading={note.isPending} okButtonProps={{ 'data-testid': 'note-submit' }} mask={{ closable: false }}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={{ at: now }} onFinish={submit} data-testid="note-dialog">
        <div className="sb-seal-span">
          <Form.Item name="plate" label={t('suspects.plate')} rules={[{ required: true, whitespace: true, message: t('suspects.plateMissing') }]}>
            <Input maxLength={20} placeholder={t('suspects.plateExample')} data-testid="note-plate" />
          </Form.Item>
          <Form.Item name="at" label={t('suspects.time')} rules={[{ required: true, message: t('suspects.timeMissing') }]}>
            <Input type="datetime-local" />
          </Form.Item>
          <Form.Item name="school" label={t('suspects.school')}>
            <Select allowClear showSearch optionFilterProp="label" options={schools.map((one) => ({ value: one.id, label: one.name }))} data-testid="note-school" />
          </Form.Item>
          <Form.Item name="place" label={t('suspects.place')}>
            <Input maxLength={100} placeholder={t('suspects.placeExample')} data-testid="note-place" />
          </Form.Item>
          <Form.Item name="kind" label={t('suspects.kind')}>
            <Select allowClear options={VEHICLE_KINDS.map((value) => ({ value, label: t(`suspects.vehicle.${value}`) }))} />
          </Form.Item>
          <Form.Item name="colour" label={t('suspects.colour')}><Input maxLength={100} /></Form.Item>
          <Form.Item name="children" label={t('suspects.children')}><InputNumber min={0} max={MOST_CHILDREN} precision={0} className="sb-whole" /></Form.Item>
          <Form.Item name="photo" label={t('suspects.photo')}><Input maxLength={300} placeholder={t('suspects.photoExample')} /></Form.Item>
        </div>
        <Form.Item name="note" label={t('suspects.note')}><Input.TextArea rows={2} maxLength={300} /></Form.Item>
        <Refused error={note.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
