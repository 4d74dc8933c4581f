// The files of a round: what will be late first; some or all are chosen, and one may be dropped out alone.
import { useMemo, useState } from 'react'
import { Button, Checkbox, Input, Pagination, Table, Tooltip, type TableColumnsType } from 'antd'
import { ExportOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { RoundDetail, RoundFile, Short } from '../api/rounds'
import { usePhone } from '../lib/usePhone'
import { Left } from '../permits/Chips'
import { clockWords, stateWords } from '../permits/words'
import { Empty } from '../ui/Answer'
import { Plate } from '../ui/Plate'
import { DropOut } from './DropOut'

/** What is below the list is to be reached without a long way. */
const A_PAGE = 20

interface Props {
  round: RoundDetail
  stage: string | null
  chosen: string[]
  onChosen: (ids: string[]) => void
}

export function Files({ round, stage, chosen, onChosen }: Props) {
  const { t } = useTranslation()
  const phone = usePhone()
  const [typed, setTyped] = useState('')
  const [leaving, setLeaving] = useState<RoundFile | null>(null)
  const rows = useMemo(() => round.items.filter((one) => (stage === null || one.stage === stage) && isNamed(one, typed)), [round, stage, typed])
  const live = rows.filter((one) => one.steps.length > 0)
  const drop = round.may_keep ? setLeaving : undefined
  return (
    <section className="sb-table" data-testid="round-files">
      <div className="sb-toolbar">
        <h2>{t('rounds.list')}</h2>
        <Input allowClear className="sb-toolbar-search" placeholder={t('rounds.search')} aria-label={t('rounds.search')} maxLength={64} value={typed} onChange={(event) => setTyped(event.target.value)} data-testid="round-search" />
        <span className="sb-grow" />
        <span className="sb-muted" data-testid="round-chosen">{t('rounds.chosen', { n: chosen.length })}</span>
        <Button size="small" onClick={() => onChosen(live.map((one) => one.id))} disabled={live.length === 0} data-testid="round-choose-all">{t('rounds.only')}</Button>
        <Button size="small" onClick={() => onChosen([])} disabled={chosen.length === 0} data-testid="round-choose-none">{t('rounds.none')}</Button>
      </div>
      {rows.length === 0 && <Empty title={t('permits.noMatch')} />}
      {rows.length > 0 && (phone ? <Cards rows={rows} chosen={chosen} onChosen={onChosen} drop={drop} /> : <Rows rows={rows} chosen={chosen} onChosen={onChosen} drop={drop} />)}
      {leaving && <DropOut round={round} file={leaving} onClose={() => setLeaving(null)} />}
    </section>
  )
}

const isNamed = (one: RoundFile, typed: string): boolean => {
  const text = [one.number, one.vehicle?.name, one.applicant.name, one.portal_number].join('\n').toLowerCase()
  return typed.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

interface ListProps {
  rows: RoundFile[]
  chosen: string[]
  onChosen: (ids: string[]) => void
  drop: ((file: RoundFile) => void) | undefined
}

function Rows({ rows, chosen, onChosen, drop }: ListProps) {
  const { t } = useTranslation()
  const columns: TableColumnsType<RoundFile> = [
    { key: 'plate', title: t('permits.plate'), render: (_, one) => <PlateLink one={one} /> },
    { key: 'number', title: t('permits.number'), render: (_, one) => one.number ?? t('permits.draft') },
    { key: 'applicant', title: t('permits.applicant'), render: (_, one) => one.applicant.name },
    { key: 'stage', title: t('rounds.filterStage'), render: (_, one) => <StageChip one={one} /> },
    { key: 'police', title: t('rounds.police'), render: (_, one) => <ShortOpinion office="police" one={one.police} /> },
    { key: 'transport', title: t('rounds.transport'), render: (_, one) => <ShortOpinion office="transport" one={one.transport} /> },
    { key: 'due', title: t('permits.next'), render: (_, one) => (one.due_on ? <span className="sb-stack"><Left one={one} /><span className="sb-fine">{one.due_clock ? clockWords(t, one.due_clock) : ''}</span></span> : '') },
    { key: 'forecast', title: t('rounds.forecast'), render: (_, one) => <Expected one={one} /> },
    ...(drop ? [{ key: 'drop', title: '', render: (_: unknown, one: RoundFile) => <DropButton one={one} drop={drop} /> }] : []),
  ]
  return (
    <Table<RoundFile>
      size="small" rowKey="id" dataSource={rows} columns={columns} scroll={{ x: 'max-content' }} pagination={{ defaultPageSize: A_PAGE, hideOnSinglePage: rows.length <= A_PAGE, showSizeChanger: true, pageSizeOptions: [A_PAGE, 50, 200] }}
      rowSelection={{ selectedRowKeys: chosen, onChange: (keys) => onChosen(keys.map(String)), preserveSelectedRowKeys: true, getCheckboxProps: (one) => ({ 'aria-label': t('rounds.choose', { plate: one.vehicle?.name ?? one.id }) }) }}
      onRow={(one) => ({ 'data-file': one.id, 'data-stage': one.stage, tabIndex: -1 })}
    />
  )
}

function Cards({ rows, chosen, onChosen, drop }: ListProps) {
  const { t } = useTranslation()
  const turn = (id: string) => onChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const [page, setPage] = useState(1)
  const last = Math.max(1, Math.ceil(rows.length / A_PAGE))
  const at = Math.min(page, last)
  return (
    <>
      <ul className="sb-permit-cards">
        {rows.slice((at - 1) * A_PAGE, at * A_PAGE).map((one) => (
          <li key={one.id} className="sb-round-card" data-file={one.id} data-stage={one.stage}>
            <span className="sb-permit-card-head">
              <Checkbox checked={chosen.includes(one.id)} onChange={() => turn(one.id)} aria-label={t('rounds.choose', { plate: one.vehicle?.name ?? one.id })}><PlateLink one={one} /></Checkbox>
              <StageChip one={one} />
            </span>
            <span className="sb-muted">{one.number ?? t('permits.draft')} · {one.applicant.name}</span>
            <span className="sb-permit-card-head"><span className="sb-inline">{one.due_on && <Left one={one} />}<Expected one={one} /></span>{drop && <DropButton one={one} drop={drop} />}</span>
          </li>
        ))}
      </ul>
      <Pagination simple align="center" hideOnSinglePage current={at} pageSize={A_PAGE} total={rows.length} showSizeChanger={false} onChange={setPage} />
    </>
  )
}

function PlateLink({ one }: { one: RoundFile }) {
  const { t } = useTranslation()
  return <Link href={`/permits/${one.id}`}>{one.vehicle ? <Plate plate={one.vehicle.name} /> : t('permits.noVehicle')}</Link>
}

const TONE: Readonly<Record<string, 'good' | 'bad'>> = { done: 'good', over: 'bad' }

function StageChip({ one }: { one: RoundFile }) {
  const { t } = useTranslation()
  const words = one.stage === 'over' ? stateWords(t, 'application', one.state) : t(`rounds.stage.${one.stage}`)
  return <span className="sb-chip" data-tone={TONE[one.stage]}>{words}</span>
}

function ShortOpinion({ office, one }: { office: 'police' | 'transport'; one: Short | null }) {
  const { t } = useTranslation()
  if (!one) return null
  if (one.opinion) return <span className={one.opinion === 'disagrees' ? 'sb-open' : undefined}>{t(`permits.opinion.${one.opinion}`)}</span>
  return <span className="sb-muted">{stateWords(t, office, one.state)}</span>
}

function Expected({ one }: { one: RoundFile }) {
  const { t } = useTranslation()
  if (one.sign_number) return <span>{t('rounds.doneOn', { number: one.sign_number })}</span>
  if (!one.forecast) return <span className="sb-fine">{t('rounds.noForecast')}</span>
  return (
    <span className="sb-inline" data-testid="round-forecast">
      <span className={one.forecast.misses ? 'sb-open' : undefined}>{one.forecast.on}</span>
      {one.forecast.misses && <span className="sb-chip" data-tone="bad">{t('rounds.misses')}</span>}
      {one.forecast.provisional && <Tooltip title={t('permits.provisionalHint')}><span className="sb-chip">{t('rounds.provisional')}</span></Tooltip>}
    </span>
  )
}

function DropButton({ one, drop }: { one: RoundFile; drop: (file: RoundFile) => void }) {
  const { t } = useTranslation()
  return <Tooltip title={t('rounds.drop.title')}><Button size="small" type="text" icon={<ExportOutlined />} aria-label={t('rounds.drop.title')} onClick={() => drop(one)} data-testid="round-drop" /></Tooltip>
}
