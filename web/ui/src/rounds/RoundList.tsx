// The rounds: what is open first, how far each is, and how many files will miss the day.
import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRounds, type Round } from '../api/rounds'
import { useMay } from '../lib/may'
import { usePhone } from '../lib/usePhone'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Share } from './StageBar'

export function RoundList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const mayKeep = useMay('keepRounds')
  const answer = useRounds()
  const rows = answer.data && [...answer.data].sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed'))
  if (!rows) return answer.isError ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : <Waiting rows={6} />
  if (rows.length === 0) return <Empty title={t('rounds.empty')} hint={mayKeep ? t('rounds.emptyHint') : t('rounds.emptyOther')} />
  if (phone) return <Cards rows={rows} onOpen={onOpen} />
  const columns: TableColumnsType<Round> = [
    { key: 'name', title: t('rounds.name'), render: (_, one) => <span className="sb-strong">{one.name}</span> },
    { key: 'organisation', title: t('rounds.organisation'), render: (_, one) => one.organisation?.name ?? t('rounds.anybodyShort') },
    { key: 'target', title: t('rounds.target'), dataIndex: 'target_on' },
    { key: 'progress', title: t('rounds.progress'), width: 220, render: (_, one) => <Share done={one.finished} of={one.files} /> },
    { key: 'late', title: t('rounds.late'), render: (_, one) => <Late one={one} /> },
    { key: 'state', title: t('rounds.stateTitle'), render: (_, one) => <span className="sb-chip">{t(`rounds.state.${one.state}`)}</span> },
  ]
  return (
    <div className="sb-table" data-testid="table-rounds">
      <Table<Round>
        size="middle" rowKey="id" dataSource={rows} columns={columns} pagination={false} scroll={{ x: 'max-content' }} rowClassName="sb-row-link"
        onRow={(one) => ({ tabIndex: 0, 'data-round': one.id, onClick: () => onOpen(one.id), onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && onOpen(one.id) })}
      />
    </div>
  )
}

function Late({ one }: { one: Round }) {
  return one.late > 0 ? <b className="sb-open">{one.late}</b> : <span className="sb-fine">0</span>
}

function Cards({ rows, onOpen }: { rows: Round[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  return (
    <ul className="sb-permit-cards" data-testid="table-rounds">
      {rows.map((one) => (
        <li key={one.id}>
          <button type="button" data-round={one.id} onClick={() => onOpen(one.id)}>
            <span className="sb-permit-card-head"><span className="sb-strong">{one.name}</span><span className="sb-chip">{t(`rounds.state.${one.state}`)}</span></span>
            <span className="sb-muted">{one.organisation?.name ?? t('rounds.anybodyShort')} · {t('rounds.target')} {one.target_on}</span>
            <Share done={one.finished} of={one.files} />
            {one.late > 0 && <b className="sb-open">{t('rounds.willMiss', { n: one.late, day: one.target_on })}</b>}
          </button>
        </li>
      ))}
    </ul>
  )
}
