// Above the board: the day, search, filters, how it is grouped.
import { Button, Input, Segmented, Select } from 'antd'
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useOrganisations } from '../api/hazards'
import { useSession } from '../api/queries'
import { named } from '../i18n'
import { ListSearch } from '../ui/ListSearch'
import { daysOn, type BoardAddress } from './address'

export function Bar({ day, address, change }: { day: string; address: BoardAddress; change: (part: Partial<BoardAddress>) => void }) {
  const { t } = useTranslation()
  const role = useSession().data?.role
  return (
    <div className="sb-toolbar">
      <Button icon={<LeftOutlined />} aria-label={t('runs.before')} onClick={() => change({ day: daysOn(day, -1) })} data-testid="runs-before" />
      <Input type="date" className="sb-run-day" aria-label={t('runs.day')} value={day} onChange={(event) => event.target.value && change({ day: event.target.value })} data-testid="runs-day" />
      <Button icon={<RightOutlined />} aria-label={t('runs.after')} onClick={() => change({ day: daysOn(day, 1) })} data-testid="runs-after" />
      <Button onClick={() => change({ day: null })} data-testid="runs-today">{t('runs.today')}</Button>
      <ListSearch q={address.q} onChange={(q) => change({ q })} placeholder={t('runs.search')} testId="runs-search" />
      {role !== 'school' && <Of kind="school" label={t('runs.school')} value={address.school} onChange={(school) => change({ school })} />}
      {role !== 'operator' && <Of kind="operator" label={t('runs.operator')} value={address.operator} onChange={(operator) => change({ operator })} />}
      <span className="sb-grow" />
      <Segmented<BoardAddress['by']> aria-label={t('runs.group')} value={address.by} options={[{ value: 'line', label: t('runs.byLine') }, { value: 'bus', label: t('runs.byBus') }]} onChange={(by) => change({ by })} data-testid="runs-by" />
    </div>
  )
}

function Of({ kind, label, value, onChange }: { kind: 'school' | 'operator'; label: string; value: string | null; onChange: (value: string | null) => void }) {
  const { i18n } = useTranslation()
  const options = (useOrganisations().data ?? []).filter((one) => one.kind === kind).map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))
  return <Select allowClear showSearch={{ optionFilterProp: 'label' }} className="sb-toolbar-filter" popupMatchSelectWidth={false} placeholder={label} aria-label={label} value={value} options={options} onChange={(chosen: string | null) => onChange(chosen ?? null)} data-testid={`runs-${kind}`} />
}
