// The ledger as a list, what is due first; a row opens the hazard.
import { useMemo } from 'react'
import { Button, Dropdown, Segmented } from 'antd'
import { DownloadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { ledgerAddress, live, useHazards, type Hazard } from '../api/hazards'
import { useClock } from '../lib/useClock'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { GradeChip, LateChip, StateChip } from './Chips'
import { levelOf } from './words'

const FIRST_SORT = { key: 'due', descending: false }
const NO_DAY = '9999'

interface Props {
  ended: boolean
  onEnded: (ended: boolean) => void
  onOpen: (id: string) => void
}

export function HazardList({ ended, onEnded, onOpen }: Props) {
  const { t } = useTranslation()
  const answer = useHazards(ended)
  const columns = useColumns()
  return (
    <DataTable<Hazard>
      name="hazards"
      rows={answer.data?.items}
      cut={answer.data?.cut ?? false}
      error={answer.error}
      refresh={() => void answer.refetch()}
      columns={columns}
      rowKey={(one) => one.id}
      empty={{ title: t(ended ? 'hazards.emptyAllTitle' : 'hazards.emptyTitle'), hint: t('hazards.emptyHint') }}
      firstSort={FIRST_SORT}
      workbook={{ list: '/hazards', query: ended ? '' : live() }}
      onRow={(one) => onOpen(one.id)}
      extra={
        <>
          <Segmented
            value={ended ? 'all' : 'live'} aria-label={t('hazards.show')} onChange={(value) => onEnded(value === 'all')} data-testid="hazards-show"
            options={[{ value: 'live', label: t('hazards.live') }, { value: 'all', label: t('hazards.all') }]}
          />
          <Dropdown
            trigger={['click']}
            menu={{
              items: (['xlsx', 'csv'] as const).map((form) => ({
                key: form, label: <a href={ledgerAddress(form, ended)} download data-testid={`ledger-${form}`}>{t(form === 'xlsx' ? 'hazards.asXlsx' : 'hazards.asCsv')}</a>,
              })),
            }}
          >
            <Button icon={<DownloadOutlined />} data-testid="ledger">{t('hazards.ledger')}</Button>
          </Dropdown>
        </>
      }
    />
  )
}

function useColumns(): Column<Hazard>[] {
  const { t } = useTranslation()
  const clock = useClock()
  return useMemo(
    () => [
      { key: 'id', title: t('hazards.number'), numeric: true, text: (one) => one.id, order: (one) => Number(one.id) },
      { key: 'kind', title: t('hazards.kindTitle'), filter: true, text: (one) => t(`hazards.kind.${one.subject.kind}`) },
      { key: 'subject', title: t('hazards.subject'), text: (one) => one.subject.name, render: (one) => <span className="sb-strong">{one.subject.name}</span> },
      { key: 'title', title: t('hazards.hazard'), text: (one) => one.title, render: (one) => <span className="sb-hazard-title">{one.title}</span> },
      { key: 'grade', title: t('hazards.gradeTitle'), filter: true, text: (one) => t(`hazards.grade.${one.grade ?? 'none'}`), render: (one) => <GradeChip grade={one.grade} /> },
      { key: 'state', title: t('hazards.stateTitle'), filter: true, text: (one) => t(`hazards.state.${one.state}`), render: (one) => <StateChip state={one.state} /> },
      { key: 'owner', title: t('hazards.owner'), text: (one) => one.owner?.name ?? '' },
      { key: 'due', title: t('hazards.due'), text: (one) => one.due_on ?? '', order: (one) => one.due_on ?? NO_DAY },
      { key: 'late', title: t('hazards.late'), filter: true, text: (one) => levelOf(t, one), render: (one) => <LateChip one={one} /> },
      { key: 'found', title: t('hazards.found'), text: (one) => clock.date(one.found_at), order: (one) => Date.parse(one.found_at) },
    ],
    [t, clock],
  )
}
