// Weather or surface, or an exemption, declared: what, how far one sees, where, until when.
import { useState } from 'react'
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDeclare, useDrawnPlaces } from '../../api/places'
import { CONDITION_KINDS, EXEMPTION_KINDS, SURFACES, type DeclaredGiven, type DeclaredKind } from '../../api/placeTypes'
import { useConfig, useLines } from '../../api/queries'
import { instantOf, wallOf } from '../../lib/wallClock'
import { Refused } from '../../ui/Refused'
import type { Drawn } from '../draw/drawing'
import { declaredKind } from './words'

export type Where = 'district' | 'area' | 'road' | 'place' | 'line'
interface Fields {
  kind: string
  visibility_m: number | null
  reason: string
  where: Where
  road?: string
  place_id?: string
  line_id?: string
  until: string
  source: string
}
interface Props {
  what: DeclaredKind
  drawn: Drawn | null
  onWhere: (where: Where) => void
  onDone: () => void
}

const HOUR_MS = 3_600_000
const USUAL_HOURS = { conditions: 2, exemptions: 24 } as const
const NAMES = Object.fromEntries(['kind', 'visibility_m', 'reason', 'road', 'place_id', 'line_id', 'until', 'source'].map((name) => [name, name]))

export function DeclareForm({ what, drawn, onWhere, onDone }: Props) {
  const { t } = useTranslation()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const [form] = Form.useForm<Fields>()
  const declare = useDeclare(what)
  const kinds = what === 'conditions' ? CONDITION_KINDS : EXEMPTION_KINDS
  const [start] = useState(() => ({
    kind: kinds[0], where: 'district' as Where, visibility_m: null, until: wallOf(Date.now() + USUAL_HOURS[what] * HOUR_MS, zone), source: '', reason: '',
  }))
  const kind = Form.useWatch('kind', form) ?? start.kind
  const where = Form.useWatch('where', form) ?? start.where
  const required = [{ required: true, message: t('place.required') }]
  const finish = (fields: Fields) => {
    const given: DeclaredGiven = { kind: fields.kind, source: fields.source, until: instantOf(fields.until, zone) ?? '' }
    if (what === 'conditions' && !SURFACES.includes(fields.kind)) given.visibility_m = fields.visibility_m
    if (what === 'exemptions') given.reason = fields.reason
    if (where === 'area' && drawn) given.area = drawn.geometry as DeclaredGiven['area'] & object
    if (where === 'road' && fields.road) given.road = fields.road
    if (where === 'place' && fields.place_id) given.place_id = fields.place_id
    if (where === 'line' && fields.line_id) given.line_id = fields.line_id
    declare.mutate(given, { onSuccess: onDone })
  }
  const extents: Where[] = ['district', 'area', 'road', 'place', ...(what === 'exemptions' ? (['line'] as const) : [])]
  return (
    <Form form={form} layout="vertical" size="small" className="sb-place-form" initialValues={start} onFinish={finish} data-testid="declare-form">
      <Form.Item name="kind" label={t('declared.kind')}>
        <Select options={kinds.map((value) => ({ value, label: declaredKind(t, value) }))} data-testid="declare-kind" />
      </Form.Item>
      {what === 'conditions' && !SURFACES.includes(kind) && (
        <Form.Item name="visibility_m" label={t('declared.visibility')} rules={required} extra={t('declared.visibilityHint')}>
          <InputNumber min={0} max={20_000} suffix="m" data-testid="declare-visibility" />
        </Form.Item>
      )}
      {what === 'exemptions' && <Form.Item name="reason" label={t('declared.reason')} rules={required}><Input.TextArea maxLength={500} autoSize data-testid="declare-reason" /></Form.Item>}
      <Form.Item name="where" label={t('declared.where')}>
        <Radio.Group onChange={(event) => onWhere(event.target.value as Where)} options={extents.map((value) => ({ value, label: t(`declared.extent.${value}`) }))} data-testid="declare-where" />
      </Form.Item>
      {where === 'area' && !drawn && <p className="sb-note">{t('declared.drawArea')}</p>}
      {where === 'road' && <RoadField />}
      {where === 'place' && <PlaceField />}
      {where === 'line' && <LineField />}
      <div className="sb-two">
        <Form.Item name="until" label={t('declared.endsAt')} rules={required} extra={t('declared.endsHint')}><Input type="datetime-local" data-testid="declare-until" /></Form.Item>
        <Form.Item name="source" label={t('place.source')} rules={required}><Input maxLength={200} placeholder={t('declared.sourceHint')} data-testid="declare-source" /></Form.Item>
      </div>
      <Refused error={declare.error} form={form} names={NAMES} />
      <p className="sb-actions" data-end>
        <Button size="middle" onClick={onDone}>{t('devices.cancel')}</Button>
        <Button size="middle" type="primary" htmlType="submit" loading={declare.isPending} disabled={where === 'area' && !drawn} data-testid="declare-submit">{t('declared.declare')}</Button>
      </p>
    </Form>
  )
}

function RoadField() {
  const { t } = useTranslation()
  const places = useDrawnPlaces().data?.features ?? []
  const names = [...new Set(places.flatMap(({ properties }) => (properties.category === 'road_section' ? [properties.name] : [])))].sort((a, b) => a.localeCompare(b, 'zh-CN'))
  return (
    <Form.Item name="road" label={t('place.road')} rules={[{ required: true, message: t('place.required') }]}>
      <Select showSearch options={names.map((value) => ({ value, label: value }))} data-testid="declare-road" />
    </Form.Item>
  )
}

function PlaceField() {
  const { t } = useTranslation()
  const places = useDrawnPlaces().data?.features ?? []
  return (
    <Form.Item name="place_id" label={t('declared.extent.place')} rules={[{ required: true, message: t('place.required') }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={places.map(({ properties }) => ({ value: properties.id, label: properties.name }))} />
    </Form.Item>
  )
}

function LineField() {
  const { t } = useTranslation()
  const lines = useLines().data ?? []
  return (
    <Form.Item name="line_id" label={t('declared.extent.line')} rules={[{ required: true, message: t('place.required') }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={lines.map((line) => ({ value: line.id, label: line.name }))} />
    </Form.Item>
  )
}
