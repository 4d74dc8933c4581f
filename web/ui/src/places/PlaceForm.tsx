// What is said of a place beside its outline; the server says what cannot be, field by field.
import { useEffect, useMemo } from 'react'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSavePlace } from '../api/places'
import { ART_28, CATEGORIES, KINDS, type Category, type PlaceFeature, type PlaceGiven } from '../api/placeTypes'
import { useSchools } from '../api/queries'
import { Refused } from '../ui/Refused'
import type { Drawn } from './draw/drawing'
import { hoursOf, hoursTyped, kindOf, seasonOf, seasonTyped } from './words'

interface Fields {
  category: Category
  kind: string
  name: string
  name_en: string
  limit_kmh: number | null
  width_m: number | null
  radius_m: number | null
  direction: 'both' | 'forward'
  season: string
  hours: string
  guard_rail: string
  limit_sign: string
  warning_sign: string
  organisation_id: string | null
  source: string
  surveyed_on: string
}

interface Props {
  place: PlaceFeature | null
  drawn: Drawn | null
  onCategory: (category: Category) => void
  onRadius: (radius_m: number) => void
  onSaved: (place: PlaceFeature) => void
  onCancel: () => void
}

const NAMES = Object.fromEntries(
  ['category', 'kind', 'name', 'name_en', 'limit_kmh', 'width_m', 'radius_m', 'direction', 'season', 'season.0', 'season.1', 'hours', 'source', 'surveyed_on', 'organisation_id']
    .map((name) => [name, name.split('.')[0] ?? name]),
)
const USUAL_WIDTH_M = 20
const FACILITIES = ['guard_rail', 'limit_sign', 'warning_sign'] as const
const said = (value: boolean | null | undefined) => (value === true ? 'there' : value === false ? 'missing' : 'unknown')
const meant = (word: string) => (word === 'there' ? true : word === 'missing' ? false : null)

function startOf(place: PlaceFeature | null): Fields {
  const known = place?.properties
  return {
    category: known?.category ?? 'zone', kind: known?.kind ?? 'school', name: known?.name ?? '', name_en: known?.name_en ?? '',
    limit_kmh: known?.limit_kmh ?? null, width_m: known?.width_m ?? USUAL_WIDTH_M, radius_m: known?.radius_m ?? null, direction: known?.direction ?? 'both',
    season: seasonTyped(known?.season ?? null), hours: hoursTyped(known?.hours ?? null), guard_rail: said(known?.guard_rail), limit_sign: said(known?.limit_sign),
    warning_sign: said(known?.warning_sign), organisation_id: known?.organisation_id ?? null, source: known?.source ?? '', surveyed_on: known?.surveyed_on ?? '',
  }
}

/** The whole of the place as the API takes it; what its shape or category does not have is left empty. */
export function givenOf(fields: Fields, drawn: Drawn): PlaceGiven {
  const isLine = drawn.geometry.type.endsWith('LineString')
  const isZone = fields.category === 'zone'
  return {
    category: fields.category, kind: fields.kind, name: fields.name, name_en: fields.name_en || null, geometry: drawn.geometry,
    limit_kmh: isZone ? null : fields.limit_kmh, width_m: isLine ? fields.width_m : null, radius_m: drawn.geometry.type === 'Point' ? fields.radius_m : null,
    direction: fields.category === 'road_section' ? fields.direction : 'both', season: seasonOf(fields.season), hours: hoursOf(fields.hours),
    guard_rail: meant(fields.guard_rail), limit_sign: meant(fields.limit_sign), warning_sign: meant(fields.warning_sign),
    organisation_id: fields.kind === 'school' ? fields.organisation_id : null, source: fields.source, surveyed_on: fields.surveyed_on || null,
  }
}

export function PlaceForm({ place, drawn, onCategory, onRadius, onSaved, onCancel }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Fields>()
  const save = useSavePlace(place?.id ?? null)
  const start = useMemo(() => startOf(place), [place])
  const category = Form.useWatch('category', form) ?? start.category
  const kind = Form.useWatch('kind', form) ?? start.kind
  const radius_m = drawn?.radius_m ?? null
  useEffect(() => {
    if (radius_m !== null) form.setFieldValue('radius_m', radius_m)
  }, [form, radius_m])
  const shape = drawn?.geometry.type ?? ''
  const withSign = category === 'road_section' || ART_28.includes(kind)
  const required = [{ required: true, message: t('place.required') }]
  return (
    <Form
      form={form} layout="vertical" size="small" className="sb-place-form" data-testid="place-form" initialValues={start}
      onFinish={(fields) => drawn && save.mutate(givenOf(fields, drawn), { onSuccess: onSaved })}
    >
      <div className="sb-two">
        <Form.Item name="category" label={t('place.category')}>
          <Select
            options={CATEGORIES.map((value) => ({ value, label: t(`place.categories.${value}`) }))} data-testid="place-category"
            onChange={(value: Category) => {
              form.setFieldValue('kind', KINDS[value][0])
              onCategory(value)
            }}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('place.kind')}>
          <Select options={KINDS[category].map((value) => ({ value, label: kindOf(t, value) }))} data-testid="place-kind" />
        </Form.Item>
      </div>
      <Form.Item name="name" label={t('columns.name')} rules={required}><Input maxLength={100} data-testid="place-name" /></Form.Item>
      <Form.Item name="name_en" label={t('place.nameEn')}><Input maxLength={100} /></Form.Item>
      {kind === 'school' && <School />}
      <div className="sb-two">
        {category !== 'zone' && (
          <Form.Item name="limit_kmh" label={t('place.limit')} extra={withSign ? t('place.limitHint') : t('place.limitLaw')}>
            <InputNumber min={5} max={120} suffix="km/h" data-testid="place-limit" />
          </Form.Item>
        )}
        {shape.endsWith('LineString') && <Form.Item name="width_m" label={t('place.width')} rules={required}><InputNumber min={2} max={300} suffix="m" data-testid="place-width" /></Form.Item>}
        {shape === 'Point' && (
          <Form.Item name="radius_m" label={t('place.radius')} rules={required}>
            <InputNumber min={5} max={5000} suffix="m" onChange={(value) => value !== null && Number(value) >= 5 && onRadius(Number(value))} data-testid="place-radius" />
          </Form.Item>
        )}
        {category === 'road_section' && (
          <Form.Item name="direction" label={t('place.direction')}>
            <Select options={(['both', 'forward'] as const).map((value) => ({ value, label: t(`place.directions.${value}`) }))} />
          </Form.Item>
        )}
      </div>
      <div className="sb-two">
        <Form.Item name="hours" label={t('place.hours')} extra={t('place.hoursHint')}><Input placeholder="07:00-08:30, 16:00-18:00" data-testid="place-hours" /></Form.Item>
        <Form.Item name="season" label={t('place.season')} extra={t('place.seasonHint')}><Input placeholder="06-01 ~ 09-30" data-testid="place-season" /></Form.Item>
      </div>
      {category === 'risk_segment' && (
        <fieldset className="sb-facilities">
          <legend>{t('place.facilities')}</legend>
          {FACILITIES.map((name) => (
            <Form.Item key={name} name={name} label={t(`place.facility.${name}`)}>
              <Select options={(['there', 'missing', 'unknown'] as const).map((value) => ({ value, label: t(`place.presence.${value}`) }))} data-testid={`place-${name}`} />
            </Form.Item>
          ))}
        </fieldset>
      )}
      <div className="sb-two">
        <Form.Item name="source" label={t('place.source')} rules={required} extra={t('place.sourceHint')}><Input maxLength={200} data-testid="place-source" /></Form.Item>
        <Form.Item name="surveyed_on" label={t('place.surveyed')}><Input type="date" /></Form.Item>
      </div>
      <Refused error={save.error} form={form} names={NAMES} />
      {!drawn && <p className="sb-note">{t('place.drawFirst')}</p>}
      <p className="sb-actions" data-end>
        <Button size="middle" onClick={onCancel} data-testid="place-cancel">{t('devices.cancel')}</Button>
        <Button size="middle" type="primary" htmlType="submit" disabled={!drawn} loading={save.isPending} data-testid="place-save">{t('place.save')}</Button>
      </p>
      <p className="sb-fine">{t('place.saveHint')}</p>
    </Form>
  )
}

/** The school whose pupils arrive there: its hours say when standing there is service. */
function School() {
  const { t } = useTranslation()
  const schools = useSchools().data ?? []
  return (
    <Form.Item name="organisation_id" label={t('place.school')}>
      <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={schools.map((one) => ({ value: one.id, label: one.name }))} />
    </Form.Item>
  )
}
