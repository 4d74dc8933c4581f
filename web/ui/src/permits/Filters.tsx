// Above the work list: what is shown, search, state, kind, overdue.
import { Button, Checkbox, Segmented, Select, Tooltip } from 'antd'
import { ReloadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { KINDS, STATES } from '../api/permits'
import type { Role } from '../api/types'
import { ListSearch } from '../ui/ListSearch'
import { shownFirst, type ListAddress } from './address'
import { stateWords } from './words'

interface Props {
  address: ListAddress
  role: Role | undefined
  change: (part: Partial<ListAddress>) => void
  refresh: () => void
}

export function Filters({ address, role, change, refresh }: Props) {
  const { t } = useTranslation()
  return (
    <div className="sb-toolbar" data-testid="permit-filters">
      <ListSearch q={address.q} onChange={(q) => change({ q })} placeholder={t('permits.search')} testId="permit-search" />
      <Segmented
        value={address.all ? 'all' : 'mine'} aria-label={t('permits.show')} onChange={(value) => change({ all: value === 'all' })} data-testid="permits-shown"
        options={[{ value: 'mine', label: t(`permits.shown.${shownFirst(role)}`) }, { value: 'all', label: t('permits.shown.all') }]}
      />
      <Select
        allowClear className="sb-toolbar-filter" placeholder={t('permits.stateTitle')} aria-label={t('permits.stateTitle')} popupMatchSelectWidth={false} data-testid="filter-state"
        value={address.state} onChange={(state) => change({ state: state ?? null })} options={STATES.map((value) => ({ value, label: stateWords(t, 'application', value) }))}
      />
      <Select
        allowClear className="sb-toolbar-filter" placeholder={t('permits.kindTitle')} aria-label={t('permits.kindTitle')} popupMatchSelectWidth={false} data-testid="filter-kind"
        value={address.kind} onChange={(kind) => change({ kind: kind ?? null })} options={KINDS.map((value) => ({ value, label: t(`procedure.kind.${value}`) }))}
      />
      <Checkbox checked={address.overdue} onChange={(event) => change({ overdue: event.target.checked })} data-testid="filter-overdue">{t('permits.overdueOnly')}</Checkbox>
      <span className="sb-grow" />
      <Tooltip title={t('permits.refresh')}><Button icon={<ReloadOutlined />} aria-label={t('permits.refresh')} onClick={refresh} /></Tooltip>
    </div>
  )
}
