// Organisations by name: entered, changed, retired; one that nothing refers to is removed.
import { useState } from 'react'
import { Button, Checkbox, Input, Select, Table } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { ORGANISATION_KINDS, useOrganisationsKept, type OrganisationKept, type OrganisationKind } from '../api/office'
import { named } from '../i18n'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { OrganisationDialog } from './OrganisationDialog'

export function Organisations() {
  const { t, i18n } = useTranslation()
  const [q, setQ] = useState('')
  const [kind, setKind] = useState<OrganisationKind | undefined>(undefined)
  const [retired, setRetired] = useState(false)
  const [open, setOpen] = useState<string | null | undefined>(undefined)
  const answer = useOrganisationsKept({ q, kind, retired: retired ? undefined : 'false' })
  const rows = answer.data?.pages.flatMap((page) => page.items)
  return (
    <section className="sb-table" data-testid="organisations">
      <div className="sb-actions">
        <Input.Search allowClear placeholder={t('admin.search')} onSearch={setQ} style={{ width: 220 }} />
        <Select<OrganisationKind> allowClear placeholder={t('admin.organisation.kindTitle')} value={kind} onChange={setKind} style={{ width: 170 }} options={ORGANISATION_KINDS.map((value) => ({ value, label: t(`admin.organisation.kind.${value}`) }))} />
        <Checkbox checked={retired} onChange={(event) => setRetired(event.target.checked)}>{t('admin.organisation.showRetired')}</Checkbox>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(null)} data-testid="new-organisation">{t('admin.organisation.add')}</Button>
      </div>
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Waiting rows={8} />}
      {rows?.length === 0 && <Empty title={t('admin.organisation.empty')} hint={t('admin.organisation.emptyHint')} />}
      {rows && rows.length > 0 && (
        <Table<OrganisationKept>
          size="middle" rowKey="id" dataSource={rows} pagination={false} scroll={{ x: 'max-content' }} rowClassName="sb-row-link"
          onRow={(one) => ({ tabIndex: 0, onClick: () => setOpen(one.id), onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && setOpen(one.id) })}
          columns={[
            { key: 'name', title: t('admin.organisation.name'), render: (_, one) => <span className="sb-strong">{named(i18n.language, one.name, one.name_en)}</span> },
            { key: 'kind', title: t('admin.organisation.kindTitle'), render: (_, one) => t(`admin.organisation.kind.${one.kind}`) },
            { key: 'stage', title: t('admin.organisation.stageTitle'), render: (_, one) => (one.stage ? t(`admin.organisation.stage.${one.stage}`) : '') },
            { key: 'phone', title: t('admin.organisation.phone'), render: (_, one) => one.phone ?? '' },
            { key: 'point', title: t('admin.organisation.onMap'), render: (_, one) => (one.lon === null || one.lat === null ? t('admin.none') : `${one.lon.toFixed(5)}, ${one.lat.toFixed(5)}`) },
            { key: 'state', title: t('admin.account.state'), render: (_, one) => <span className="sb-chip" data-tone={one.retired_at ? 'quiet' : 'good'}>{one.retired_at ? t('admin.organisation.retired') : t('admin.organisation.inUse')}</span> },
          ]}
        />
      )}
      {answer.hasNextPage && <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>{t('admin.more')}</Button>}
      {open !== undefined && <OrganisationDialog id={open} onClose={() => setOpen(undefined)} />}
    </section>
  )
}
