// Frames that could not be used, kept as they came: when, from where, why, and the bytes themselves.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useParked } from '../api/devices'
import type { Parked } from '../api/deviceTypes'
import { wordOr } from '../i18n'
import { decodeRaw } from '../lib/raw'
import { useClock } from '../lib/useClock'
import { count } from '../quality/figures'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { Facts } from '../ui/Facts'

const FIRST_SORT = { key: 'received', descending: true }

export function ParkedList() {
  const { t } = useTranslation()
  const answer = useParked()
  const columns = useColumns()
  return (
    <DataTable<Parked>
      name="parked"
      rows={answer.data?.items}
      cut={answer.data?.cut ?? false}
      error={answer.error}
      refresh={() => void answer.refetch()}
      columns={columns}
      rowKey={(row) => row.id}
      empty={{ title: t('devices.parkedEmpty'), hint: t('devices.parkedEmptyHint') }}
      firstSort={FIRST_SORT}
      expand={bytesOf}
    />
  )
}

const bytesOf = (row: Parked) => <Bytes row={row} />

function Bytes({ row }: { row: Parked }) {
  const { t } = useTranslation()
  const raw = useMemo(() => decodeRaw(row.raw), [row.raw])
  if (onlyCounted(row)) return <p className="sb-muted" data-testid="parked-counted">{t('devices.onlyCounted', { n: count(row.times) })}</p>
  return (
    <div className="sb-bytes" data-testid="parked-raw">
      <Facts
        facts={[
          [t('columns.detail'), row.detail],
          [t('devices.text'), raw.text !== null && <pre key="t">{raw.text}</pre>],
          [t('devices.hex'), <pre key="h">{raw.hex}</pre>],
        ]}
      />
    </div>
  )
}

function useColumns(): Column<Parked>[] {
  const { t } = useTranslation()
  const clock = useClock()
  return useMemo(
    () => [
      { key: 'received', title: t('columns.received'), text: (row) => `${clock.date(row.received_at)} ${clock.seconds(row.received_at)}`, order: (row) => Date.parse(row.received_at) },
      { key: 'reason', title: t('columns.reason'), filter: true, text: (row) => wordOr(t, `parkedReason.${row.reason}`, row.reason) },
      { key: 'device', title: t('columns.device'), filter: true, text: (row) => row.device ?? '', render: (row) => (row.device ? <code>{row.device}</code> : <span className="sb-muted">{t('common.none')}</span>) },
      { key: 'door', title: t('columns.door'), filter: true, text: (row) => wordOr(t, `door.${row.door}`, row.door) },
      { key: 'times', title: t('columns.times'), numeric: true, text: (row) => (row.times > 1 ? count(row.times) : ''), order: (row) => row.times },
      {
        key: 'raw', title: t('columns.raw'), sortable: false, text: (row) => shortRaw(row.raw),
        render: (row) => (onlyCounted(row) ? <span className="sb-muted">{t('devices.onlyCounted', { n: count(row.times) })}</span> : <code className="sb-raw">{shortRaw(row.raw)}</code>),
      },
    ],
    [t, clock],
  )
}

/** So many more of the kind, of which the bytes were not kept. */
const onlyCounted = (row: Parked) => row.raw === '' && row.times > 1

const shortRaw = (base64: string): string => {
  const { text, hex } = decodeRaw(base64)
  return (text ?? hex).replaceAll(/\s+/g, ' ').slice(0, 120)
}
