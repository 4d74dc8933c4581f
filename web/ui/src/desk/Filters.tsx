// What of the desk is shown: state, severity, rule, operator, overdue, mine, a text; and filters saved under a name.
import { useMemo, useState } from 'react'
import { Button, DatePicker, Dropdown, Input, Modal, Select } from 'antd'
import { DeleteOutlined, FilterOutlined, StarOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getAll } from '../api/client'
import { STATES, useDropView, useSaveView, useViews, type State } from '../api/desk'
import { useRules, useSchools } from '../api/queries'
import type { Organisation } from '../api/types'
import { named } from '../i18n'
import { usePhone } from '../lib/usePhone'
import { Refused } from '../ui/Refused'
import { filterOf, readDesk, type DeskAddress, type Severity } from './address'

interface Props {
  address: DeskAddress
  change: (part: Partial<DeskAddress>) => void
}

const useOperators = () =>
  useQuery({ queryKey: ['operators'], queryFn: async () => (await getAll<Organisation>('/organisations', { kind: 'operator' })).items, staleTime: 60_000 })

export function Filters({ address, change }: Props) {
  const { t } = useTranslation()
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const count = [...filterOf(address).keys()].filter((key) => key !== 'q').length
  return (
    <div className="sb-desk-filters">
      <div className="sb-desk-search">
        <Input.Search allowClear defaultValue={address.q} key={address.q} placeholder={t('desk.filter.search')} aria-label={t('desk.filter.search')} onSearch={(q) => change({ q })} data-testid="desk-search" />
        <Button icon={<FilterOutlined />} type={count > 0 ? 'primary' : 'default'} ghost={count > 0} aria-expanded={open} aria-label={t('desk.filter.state')} onClick={() => setOpen(!open)} data-testid="desk-filter">
          {count > 0 ? count : null}
        </Button>
        {!phone && <Saved address={address} change={change} />}
      </div>
      {open && <Fields address={address} change={change} />}
    </div>
  )
}

function Fields({ address, change }: Props) {
  const { t, i18n } = useTranslation()
  const rules = useRules().data
  const operators = useOperators().data
  const schools = useSchools().data
  const organisations = (list: Organisation[] | undefined) => (list ?? []).map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))
  const state = address.states === 'all' ? ['all'] : address.states
  const ruleOptions = useMemo(() => (rules ?? []).map((one) => ({ value: one.id, label: `${one.id} ${one.title[i18n.language === 'en' ? 'en' : 'zh']}` })), [rules, i18n.language])
  return (
    <div className="sb-desk-fields" data-testid="desk-fields">
      <Select
        mode="multiple" allowClear size="small" value={state} placeholder={t('desk.filter.live')} aria-label={t('desk.filter.state')} maxTagCount="responsive"
        options={[{ value: 'all', label: t('desk.filter.all') }, ...STATES.map((value) => ({ value, label: t(`desk.state.${value}`) }))]}
        onChange={(chosen: string[]) => change({ states: chosen.at(-1) === 'all' ? 'all' : (chosen.filter((one) => one !== 'all') as State[]) })}
      />
      <Select<Severity[]>
        mode="multiple" allowClear size="small" value={address.severities} placeholder={t('desk.filter.severity')} aria-label={t('desk.filter.severity')}
        options={(['B', 'A1', 'A2'] as const).map((value) => ({ value, label: `${value} ${t(`desk.severity.${value}`)}` }))} onChange={(severities) => change({ severities })}
      />
      <Select allowClear showSearch optionFilterProp="label" size="small" value={address.rule} placeholder={t('desk.filter.rule')} aria-label={t('desk.filter.rule')} options={ruleOptions} onChange={(rule: string | null) => change({ rule: rule ?? null })} />
      <Select
        allowClear showSearch optionFilterProp="label" size="small" value={address.operator} placeholder={t('desk.filter.operator')} aria-label={t('desk.filter.operator')}
        options={organisations(operators)} onChange={(operator: string | null) => change({ operator: operator ?? null })}
      />
      <Select
        allowClear showSearch optionFilterProp="label" size="small" value={address.school} placeholder={t('desk.filter.school')} aria-label={t('desk.filter.school')}
        options={organisations(schools)} onChange={(school: string | null) => change({ school: school ?? null })}
      />
      <span className="sb-desk-days">
        <DatePicker size="small" placeholder={t('desk.filter.since')} aria-label={t('desk.filter.since')} onChange={(_, day) => change({ since: typeof day === 'string' && day ? day : null })} />
        <DatePicker size="small" placeholder={t('desk.filter.until')} aria-label={t('desk.filter.until')} onChange={(_, day) => change({ until: typeof day === 'string' && day ? day : null })} />
      </span>
      <span className="sb-actions">
        <Button size="small" type={address.overdue ? 'primary' : 'default'} aria-pressed={address.overdue} onClick={() => change({ overdue: !address.overdue })} data-testid="filter-overdue">{t('desk.filter.overdue')}</Button>
        <Button size="small" type={address.mine ? 'primary' : 'default'} aria-pressed={address.mine} onClick={() => change({ mine: !address.mine })} data-testid="filter-mine">{t('desk.filter.mine')}</Button>
        <Button size="small" type="text" onClick={() => change({ ...readDesk(''), case: address.case })}>{t('desk.filter.clear')}</Button>
      </span>
    </div>
  )
}

function Saved({ address, change }: Props) {
  const { t } = useTranslation()
  const views = useViews().data ?? []
  const save = useSaveView()
  const drop = useDropView()
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const close = () => { setNaming(false); setName('') }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(views.length === 0 ? [{ key: 'none', label: t('desk.views.none'), disabled: true }] : []),
            ...views.map((one) => ({
              key: one.id,
              label: (
                <span className="sb-pick">
                  {one.name}
                  <DeleteOutlined aria-label={t('desk.watch.remove')} onClick={(event) => { event.stopPropagation(); drop.mutate(one.id) }} />
                </span>
              ),
              onClick: () => change({ ...readDesk(one.query), tab: 'cases', case: null }),
            })),
            { type: 'divider' as const },
            { key: 'save', label: <span data-testid="save-view">{t('desk.views.save')}</span>, onClick: () => setNaming(true) },
          ],
        }}
      >
        <Button icon={<StarOutlined />} aria-label={t('desk.views.title')} data-testid="desk-views" />
      </Dropdown>
      <Modal
        open={naming} title={t('desk.views.save')} okText={t('devices.save')} onCancel={close} okButtonProps={{ disabled: name.trim() === '', 'data-testid': 'view-submit' }} confirmLoading={save.isPending}
        onOk={() => save.mutate({ name: name.trim(), query: `?${filterOf(address).toString()}` }, { onSuccess: close })}
      >
        <Input value={name} maxLength={40} placeholder={t('desk.views.name')} aria-label={t('desk.views.name')} onChange={(event) => setName(event.target.value)} data-testid="view-name" />
        <Refused error={save.error} />
      </Modal>
    </>
  )
}
