// The list of seals; a row opens the seal.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSeals, type Seal } from '../api/seals'
import { useClock } from '../lib/useClock'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { SealState } from './SealState'

const FIRST_SORT = { key: 'sealedAt', descending: true }

export function SealList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const answer = useSeals()
  const columns = useColumns()
  return (
    <DataTable<Seal>
      name="seals"
      rows={answer.data?.items}
      cut={answer.data?.cut ?? false}
      error={answer.error}
      refresh={() => void answer.refetch()}
      columns={columns}
      rowKey={(seal) => seal.id}
      empty={{ title: t('seals.emptyTitle'), hint: t('seals.emptyHint') }}
      firstSort={FIRST_SORT}
      onRow={(seal) => onOpen(seal.id)}
    />
  )
}

function useColumns(): Column<Seal>[] {
  const { t } = useTranslation()
  const clock = useClock()
  return useMemo(() => {
    const moment = (iso: string) => `${clock.date(iso)} ${clock.time(iso)}`
    return [
      { key: 'id', title: t('seals.number'), text: (seal) => t('seals.numbered', { n: seal.id }), order: (seal) => Number(seal.id) },
      { key: 'state', title: t('columns.state'), filter: true, text: (seal) => t(`seals.state.${seal.state}`), render: (seal) => <SealState state={seal.state} /> },
      { key: 'kind', title: t('seals.what'), filter: true, text: (seal) => t(`seals.kind.${seal.kind}`) },
      { key: 'subject', title: t('seals.subject'), text: (seal) => seal.subject, render: (seal) => <span className="sb-strong">{seal.subject}</span> },
      { key: 'since', title: t('seals.since'), text: (seal) => moment(seal.since), order: (seal) => Date.parse(seal.since) },
      { key: 'until', title: t('seals.until'), text: (seal) => moment(seal.until), order: (seal) => Date.parse(seal.until) },
      { key: 'reason', title: t('seals.reason'), text: (seal) => seal.reason, render: (seal) => <span className="sb-seal-reason">{seal.reason}</span> },
      { key: 'fixes', title: t('seals.fixes'), numeric: true, text: (seal) => String(seal.fixes), order: (seal) => seal.fixes },
      { key: 'findings', title: t('seals.findings'), numeric: true, text: (seal) => String(seal.findings), order: (seal) => seal.findings },
      { key: 'by', title: t('seals.by'), text: (seal) => seal.sealed_by },
      { key: 'sealedAt', title: t('seals.at'), text: (seal) => moment(seal.sealed_at), order: (seal) => Date.parse(seal.sealed_at) },
    ] satisfies Column<Seal>[]
  }, [t, clock])
}
