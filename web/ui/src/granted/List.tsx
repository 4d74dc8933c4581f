// The list of permits: what ends first at the head; on a phone as cards.
import { Button, Segmented, Select, Table, type TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { HELD_STATES, useGranted, type HeldPermit } from '../api/granted'
import { LabelsDialog } from '../label/LabelsDialog'
import { useKeys } from '../lib/useKeys'
import { usePhone } from '../lib/usePhone'
import { ListSearch } from '../ui/ListSearch'
import { stateWords } from '../permits/words'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Plate } from '../ui/Plate'
import { ASKS, askHeld, type HeldAddress } from './address'
import { HeldChip, LastDay, Marks, SignChip } from './Chips'

interface Props {
  address: HeldAddress
  change: (part: Partial<HeldAddress>) => void
  onOpen: (id: string) => void
}
const MOST_AT_ONCE = 200
const isAlive = (one: HeldPermit) => one.state === 'in_force' || one.state === 'suspended'

export function HeldList({ address, change, onOpen }: Props) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useGranted(askHeld(address))
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.items), [answer.data])
  const [picked, setPicked] = useState<readonly string[]>([])
  const [printing, setPrinting] = useState(false)
  const shown = new Set(rows?.map(({ id }) => id))
  const chosen = picked.filter((id) => shown.has(id)).slice(0, MOST_AT_ONCE)
  useKeys({ j: () => moveFocus(1), k: () => moveFocus(-1) })
  const filtered = Boolean(address.q || address.state || address.ask)
  return (
    <div className="sb-table" data-testid="table-granted">
      <div className="sb-toolbar">
        <ListSearch q={address.q} onChange={(q) => change({ q })} placeholder={t('granted.search')} testId="permit-search" />
        <Segmented
          value={address.ask ?? 'all'} aria-label={t('granted.only.label')} onChange={(value) => change({ ask: ASKS.find((one) => one === value) ?? null })} data-testid="granted-only"
          options={[{ value: 'all', label: t('granted.only.all') }, ...ASKS.map((value) => ({ value, label: t(`granted.only.${value}`) }))]}
        />
        <Select
          allowClear className="sb-toolbar-filter" placeholder={t('granted.state')} aria-label={t('granted.state')} popupMatchSelectWidth={false} data-testid="granted-filter-state"
          value={address.state} onChange={(state) => change({ state: state ?? null })} options={HELD_STATES.map((value) => ({ value, label: stateWords(t, 'permit', value) }))}
        />
        <span className="sb-grow" />
        {!phone && <Button icon={<PrinterOutlined />} disabled={chosen.length === 0} title={t('label.many.choose')} onClick={() => setPrinting(true)} data-testid="granted-labels">{t('label.many.button', { n: chosen.length })}</Button>}
      </div>
      {printing && <LabelsDialog of={{ permits: chosen }} onClose={() => setPrinting(false)} />}
      {!rows && (answer.isError ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : <Waiting rows={8} />)}
      {rows?.length === 0 && (
        filtered
          ? <Empty title={t('granted.noMatch')} action={<button type="button" className="sb-link" onClick={() => change({ q: '', state: null, ask: null })}>{t('table.clear')}</button>} />
          : <Empty title={t('granted.empty')} hint={t('granted.emptyHint')} />
      )}
      {rows && rows.length > 0 && (phone ? <Cards rows={rows} onOpen={onOpen} /> : <Rows rows={rows} onOpen={onOpen} chosen={chosen} onChosen={setPicked} />)}
      {answer.hasNextPage && <Button className="sb-permit-more" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()} data-testid="granted-more">{t('permits.more')}</Button>}
    </div>
  )
}

interface RowsProps {
  rows: HeldPermit[]
  onOpen: (id: string) => void
  chosen: string[]
  onChosen: (ids: string[]) => void
}

function Rows({ rows, onOpen, chosen, onChosen }: RowsProps) {
  const { t } = useTranslation()
  const columns: TableColumnsType<HeldPermit> = [
    { key: 'plate', title: t('permits.plate'), render: (_, one) => <Plate plate={one.vehicle.name} /> },
    { key: 'number', title: t('granted.number'), render: (_, one) => <span className="sb-strong">{one.number}</span> },
    { key: 'holder', title: t('granted.holder'), render: (_, one) => one.holder.name },
    { key: 'state', title: t('granted.state'), render: (_, one) => <span className="sb-stack sb-granted-chips"><HeldChip state={one.state} /><Marks one={one} /></span> },
    { key: 'valid', title: t('granted.validTo'), render: (_, one) => <LastDay day={one.valid_to} alive={isAlive(one)} /> },
    { key: 'sign', title: t('granted.sign'), render: (_, one) => <SignChip one={one} /> },
    { key: 'signTo', title: t('granted.signTo'), render: (_, one) => (one.sign ? <LastDay day={one.sign.valid_to} alive={isAlive(one)} /> : null) },
  ]
  return (
    <Table<HeldPermit>
      size="middle" rowKey="id" dataSource={rows} columns={columns} pagination={false} scroll={{ x: 'max-content' }} sticky rowClassName="sb-row-link"
      rowSelection={{ selectedRowKeys: chosen, onChange: (_, all) => onChosen(all.map(({ id }) => id)), onCell: () => ({ onClick: (event) => event.stopPropagation() }) }}
      onRow={(one) => ({
        tabIndex: 0, 'data-granted': one.id, onClick: () => onOpen(one.id),
        onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && onOpen(one.id),
      })}
    />
  )
}

function Cards({ rows, onOpen }: { rows: HeldPermit[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  return (
    <ul className="sb-permit-cards">
      {rows.map((one) => (
        <li key={one.id}>
          <button type="button" data-granted={one.id} onClick={() => onOpen(one.id)}>
            <span className="sb-permit-card-head"><Plate plate={one.vehicle.name} /><HeldChip state={one.state} /></span>
            <span className="sb-muted">{one.number} · {one.holder.name}</span>
            <span className="sb-inline"><Marks one={one} /></span>
            <span className="sb-fine">{t('granted.validTo')} {one.valid_to ?? t('granted.noEnd')} · {one.sign ? t('granted.signUntil', { day: one.sign.valid_to }) : t('granted.noSign')}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** `j k`: the focus walks through the list, Enter opens. */
function moveFocus(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-granted]')]
  const here = rows.findIndex((row) => row === document.activeElement)
  rows[Math.min(rows.length - 1, Math.max(0, here + by))]?.focus()
}
