// Devices that try to connect and are not registered: each let in with one act, or ignored.
import { useMemo, useState, type SyntheticEvent } from 'react'
import { App, Button, Checkbox, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useIgnore, useUnknown } from '../api/devices'
import type { Unknown } from '../api/deviceTypes'
import { wordOr } from '../i18n'
import { age } from '../lib/format'
import { useMay } from '../lib/may'
import { useServerNow } from '../live/context'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { Plate } from '../ui/Plate'
import { AdoptDialog } from './dialogs/AdoptDialog'
import { saysOfItself } from './words'

const FIRST_SORT = { key: 'last', descending: true }
const MOST_COUNTED = 1000

export function UnknownList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const [ignored, setIgnored] = useState(false)
  const [adopting, setAdopting] = useState<Unknown | null>(null)
  const answer = useUnknown(ignored)
  const columns = useColumns({ adopt: setAdopting, open: onOpen })
  const may = useMay('keepDevices')
  const act = (row: Unknown) => {
    if (row.registered) onOpen(row.device)
    else if (row.adoptable) setAdopting(row)
  }
  return (
    <>
      <DataTable<Unknown>
        name="unknown"
        rows={answer.data?.items}
        cut={answer.data?.cut ?? false}
        error={answer.error}
        refresh={() => void answer.refetch()}
        columns={columns}
        rowKey={(row) => row.id}
        empty={ignored ? { title: t('unknown.ignoredEmpty') } : { title: t('unknown.emptyTitle'), hint: t('unknown.emptyHint') }}
        firstSort={FIRST_SORT}
        {...(may ? { onRow: act } : {})}
        extra={<Checkbox checked={ignored} onChange={(event) => setIgnored(event.target.checked)} data-testid="show-ignored">{t('unknown.showIgnored')}</Checkbox>}
      />
      {adopting && <AdoptDialog unknown={adopting} onClose={() => setAdopting(null)} onOpen={onOpen} />}
    </>
  )
}

interface Acts {
  adopt: (row: Unknown) => void
  open: (id: string) => void
}

function useColumns({ adopt, open }: Acts): Column<Unknown>[] {
  const { t } = useTranslation()
  const now = useServerNow(5000)
  const may = useMay('keepDevices')
  return useMemo(() => {
    const waiting = (row: Unknown) => {
      if (row.waiting === 0) return ''
      return row.waiting < MOST_COUNTED ? t('unknown.waiting', { count: row.waiting }) : t('unknown.waitingMost', { count: row.waiting })
    }
    const columns: Column<Unknown>[] = [
      { key: 'device', title: t('columns.device'), text: (row) => row.device, render: (row) => <code>{row.device}</code> },
      { key: 'door', title: t('columns.door'), filter: true, text: (row) => wordOr(t, `door.${row.door}`, row.door) },
      { key: 'says', title: t('columns.says'), text: (row) => saysOfItself(t, row) },
      { key: 'proposed', title: t('columns.proposed'), text: (row) => row.proposed_vehicle?.plate ?? '', render: (row) => row.proposed_vehicle && <Plate plate={row.proposed_vehicle.plate} /> },
      { key: 'waiting', title: t('columns.waiting'), text: waiting, order: (row) => row.waiting },
      { key: 'address', title: t('columns.address'), text: (row) => row.address ?? '', hiddenAtFirst: true },
      { key: 'times', title: t('columns.knocks'), numeric: true, text: (row) => String(row.times), order: (row) => row.times },
      { key: 'last', title: t('columns.lastKnock'), text: (row) => age(t, row.last_at, now), order: (row) => Date.parse(row.last_at) },
    ]
    if (may) columns.push({ key: 'act', title: t('columns.action'), text: () => '', sortable: false, buttons: true, render: (row) => <Act row={row} adopt={adopt} open={open} /> })
    return columns
  }, [t, now, may, adopt, open])
}

/** A button in a row does its own deed, not the row's. */
const alone = (event: SyntheticEvent) => event.stopPropagation()

function Act({ row, adopt, open }: Acts & { row: Unknown }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const ignore = useIgnore()
  const leave = () => ignore.mutate(row.id, { onError: (error) => void message.error(error.message) })
  return (
    <span className="sb-actions" role="presentation" onClick={alone} onKeyDown={alone}>
      {row.registered ? (
        <Tooltip title={t('unknown.knownHint')}>
          <Button size="small" onClick={() => open(row.device)} data-testid="open-known">{t('devices.open')}</Button>
        </Tooltip>
      ) : (
        <Tooltip title={row.adoptable ? '' : t('unknown.notAdoptable')}>
          <Button size="small" type="primary" disabled={!row.adoptable} onClick={() => adopt(row)} data-testid="adopt">{t('unknown.adopt')}</Button>
        </Tooltip>
      )}
      {row.ignored_at === null && <Button size="small" loading={ignore.isPending} onClick={leave} data-testid="ignore">{t('unknown.ignore')}</Button>}
    </span>
  )
}
