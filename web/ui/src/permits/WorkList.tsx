// The work list: what is due first at the head; on a phone as cards.
import { Button, Table, type TableColumnsType } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApplications, type Application } from '../api/permits'
import type { Role } from '../api/types'
import { useKeys } from '../lib/useKeys'
import { usePhone } from '../lib/usePhone'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Plate } from '../ui/Plate'
import { askOf, isFiltered, shownFirst, type ListAddress } from './address'
import { Deadline, StateChip } from './Chips'
import { Filters } from './Filters'

interface Props {
  address: ListAddress
  role: Role | undefined
  mayBegin: boolean
  change: (part: Partial<ListAddress>) => void
  onOpen: (id: string) => void
}

export function WorkList({ address, role, mayBegin, change, onOpen }: Props) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useApplications(askOf(address, role))
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.items), [answer.data])
  useKeys({ j: () => moveFocus(1), k: () => moveFocus(-1) })
  const nothing = rows?.length === 0 && <Nothing address={address} role={role} mayBegin={mayBegin} change={change} />
  return (
    <div className="sb-table" data-testid="table-permits">
      <Filters address={address} role={role} change={change} refresh={() => void answer.refetch()} />
      {!rows && (answer.isError ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : <Waiting rows={8} />)}
      {nothing}
      {rows && rows.length > 0 && (phone ? <Cards rows={rows} onOpen={onOpen} /> : <Rows rows={rows} onOpen={onOpen} />)}
      {answer.hasNextPage && <Button className="sb-permit-more" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()} data-testid="permits-more">{t('permits.more')}</Button>}
    </div>
  )
}

function Nothing({ address, role, mayBegin, change }: Omit<Props, 'onOpen'>) {
  const { t } = useTranslation()
  if (isFiltered(address)) {
    const clear = () => change({ q: '', state: null, kind: null, overdue: false })
    return <Empty title={t('permits.noMatch')} hint={t('permits.noMatchHint')} action={<button type="button" className="sb-link" onClick={clear}>{t('table.clear')}</button>} />
  }
  const first = shownFirst(role)
  const title = address.all ? t('permits.emptyAll') : first === 'office' ? t('permits.emptyOffice') : first === 'government' ? t('permits.emptyGovernment') : t('permits.emptyTitle')
  return <Empty title={title} hint={mayBegin ? t('permits.emptyBegin') : t('permits.emptyHint')} />
}

function Rows({ rows, onOpen }: { rows: Application[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const columns: TableColumnsType<Application> = [
    { key: 'number', title: t('permits.number'), render: (_, one) => <NumberOf one={one} /> },
    { key: 'kind', title: t('permits.kindTitle'), render: (_, one) => t(`procedure.kind.${one.kind}`) },
    { key: 'plate', title: t('permits.plate'), render: (_, one) => <PlateOf one={one} /> },
    { key: 'applicant', title: t('permits.applicant'), render: (_, one) => one.applicant.name },
    { key: 'state', title: t('permits.stateTitle'), render: (_, one) => <StateChip state={one.state} /> },
    { key: 'due', title: t('permits.next'), render: (_, one) => <Deadline one={one} /> },
  ]
  return (
    <Table<Application>
      size="middle" rowKey="id" dataSource={rows} columns={columns} pagination={false} scroll={{ x: 'max-content' }} sticky rowClassName="sb-row-link"
      onRow={(one) => ({
        tabIndex: 0, 'data-permit': one.id, onClick: () => onOpen(one.id),
        onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && onOpen(one.id),
      })}
    />
  )
}

function Cards({ rows, onOpen }: { rows: Application[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  return (
    <ul className="sb-permit-cards">
      {rows.map((one) => (
        <li key={one.id}>
          <button type="button" data-permit={one.id} onClick={() => onOpen(one.id)}>
            <span className="sb-permit-card-head"><NumberOf one={one} /><StateChip state={one.state} /></span>
            <span className="sb-inline"><PlateOf one={one} />{t(`procedure.kind.${one.kind}`)}</span>
            <span className="sb-muted">{one.applicant.name}</span>
            <Deadline one={one} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function NumberOf({ one }: { one: Application }) {
  const { t } = useTranslation()
  return (
    <span className="sb-stack">
      <span className="sb-strong">{one.number ?? t('permits.draft')}</span>
      {one.portal_number && <span className="sb-fine">{t('permits.portal', { number: one.portal_number })}</span>}
    </span>
  )
}

function PlateOf({ one }: { one: Application }) {
  const { t } = useTranslation()
  return one.vehicle ? <Plate plate={one.vehicle.name} /> : <span className="sb-fine">{t('permits.noVehicle')}</span>
}

/** `j k`: the focus walks through the list, Enter opens. */
function moveFocus(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-permit]')]
  const here = rows.findIndex((row) => row === document.activeElement)
  rows[Math.min(rows.length - 1, Math.max(0, here + by))]?.focus()
}
