// The people and lines that a draft may name, and the permit that it is about.
import { Form, Select } from 'antd'
import { EditOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { usePeople, usePermitsOf, type Named, type PermitFile } from '../../api/permits'
import { useLines } from '../../api/queries'
import type { Line } from '../../api/types'

interface Option {
  value: string
  label: string
  note: string
}
const choice = ({ data }: { data: Option }) => <span className="sb-pick"><b>{data.label}</b><small>{data.note}</small></span>

/** What is chosen already stays readable, though the list does not offer it any more. */
const withChosen = (options: Option[], chosen: Named[]): Option[] => [
  ...options, ...chosen.filter((one) => !options.some((option) => option.value === one.id)).map((one) => ({ value: one.id, label: one.name, note: '' })),
]

/** Those of the applicant first. */
export function PeoplePick({ kind, one }: { kind: 'driver' | 'attendant'; one: PermitFile }) {
  const { t } = useTranslation()
  const people = usePeople(kind).data
  const ours = (organisation: string) => Number(organisation === one.applicant.id)
  const options = (people ?? [])
    .toSorted((a, b) => ours(b.organisation_id) - ours(a.organisation_id))
    .map((person) => ({ value: person.id, label: person.name, note: person.organisation_name }))
  const drives = kind === 'driver'
  return (
    <Form.Item name={drives ? 'driver_ids' : 'attendant_ids'} label={drives ? t('permits.form.drivers') : t('permits.form.attendants')}>
      <Select
        mode="multiple" showSearch={{ optionFilterProp: 'label' }} loading={!people} options={withChosen(options, drives ? one.drivers : one.attendants)} optionRender={choice}
        placeholder={t('permits.form.driversPick')} data-testid={`draft-${kind}s`}
      />
    </Form.Item>
  )
}

const newestOf = (line: Line): Option[] => (line.version_id ? [{ value: line.version_id, label: line.name, note: line.school_name ?? '' }] : [])

export function LinesPick({ one }: { one: PermitFile }) {
  const { t } = useTranslation()
  const lines = useLines().data
  const chosen = one.lines.flatMap(({ id }) => (lines ?? []).filter((line) => line.version_id === id))
  const links = (
    <span className="sb-line-links">
      <Link href={`/permits/${one.id}/line`} data-testid="draw-line"><EditOutlined aria-hidden /> {t('lines.draw')}</Link>
      {chosen.map((line) => <Link key={line.id} href={`/permits/${one.id}/line?line=${line.id}`}>{t('lines.drawNext', { name: line.name })}</Link>)}
    </span>
  )
  return (
    <Form.Item name="line_version_ids" label={t('permits.form.lines')} extra={links}>
      <Select
        mode="multiple" showSearch={{ optionFilterProp: 'label' }} loading={!lines} options={withChosen((lines ?? []).flatMap(newestOf), one.lines)} optionRender={choice}
        placeholder={t('permits.form.linesPick')} data-testid="draft-lines"
      />
    </Form.Item>
  )
}

/** Of a renewal, change or ending: the vehicle's own permits. */
export function PermitPick() {
  const { t } = useTranslation()
  const vehicle = Form.useWatch<string | undefined>('vehicle_id')
  const permits = usePermitsOf(vehicle).data
  const options = (permits ?? []).map((permit) => ({ value: permit.id, label: permit.number }))
  return (
    <Form.Item name="permit_id" label={t('permits.form.permit')}>
      <Select allowClear options={options} placeholder={permits?.length === 0 ? t('permits.form.permitNone') : t('permits.form.permitPick')} data-testid="draft-permit" />
    </Form.Item>
  )
}
