// The inbox of public reports: how many wait and since when too long, and the list; a row opens the report.
import { useMemo } from 'react'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { ASKED, SHOWN, useReportClock, useReports, type Report, type Shown } from '../api/reports'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { Plate } from '../ui/Plate'
import { Clock, ReportState } from './ReportState'
import { clockWords, dueWords } from './words'

const FIRST_SORT = { key: 'clock', descending: false }
const LAST = Number.MAX_SAFE_INTEGER
const MINUTE_MS = 60_000

export function Inbox({ shown, onShown, onOpen }: { shown: Shown; onShown: (shown: Shown) => void; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const answer = useReports(shown)
  const now = useServerNow(MINUTE_MS)
  const columns = useColumns(now)
  const labels = { open: t('reports.open'), overdue: t('reports.onlyOverdue'), all: t('reports.all') }
  return (
    <>
      <ClockLine />
      <DataTable<Report>
        name="reports"
        rows={answer.data?.items}
        cut={answer.data?.cut ?? false}
        error={answer.error}
        refresh={() => void answer.refetch()}
        columns={columns}
        rowKey={(report) => report.id}
        empty={{ title: t('reports.empty'), hint: t('reports.emptyHint') }}
        firstSort={FIRST_SORT}
        workbook={{ list: '/reports', query: ASKED[shown] }}
        onRow={(report) => onOpen(report.id)}
        extra={<Segmented value={shown} onChange={onShown} options={SHOWN.map((value) => ({ value, label: labels[value] }))} aria-label={t('reports.state')} data-testid="reports-shown" />}
      />
    </>
  )
}

function ClockLine() {
  const { t } = useTranslation()
  const clock = useClock()
  const state = useReportClock().data
  if (!state) return null
  return (
    <p className="sb-reports-clock" data-testid="report-clock">
      <b>{state.waiting > 0 ? t('reports.clock.waiting', { n: state.waiting }) : t('reports.clock.none')}</b>
      {state.overdue > 0 && <b className="sb-open" data-testid="report-overdue">{t('reports.clock.overdue', { n: state.overdue })}</b>}
      {state.next_due_at && <span className="sb-muted">{t('reports.clock.next', { time: dueWords(clock, state.next_due_at) })}</span>}
    </p>
  )
}

function useColumns(now: number): Column<Report>[] {
  const { t } = useTranslation()
  const clock = useClock()
  return useMemo(() => {
    const moment = (iso: string) => `${clock.date(iso)} ${clock.time(iso)}`
    return [
      { key: 'number', title: t('reports.columns.number'), text: (one) => one.number, render: (one) => <span className="sb-strong">{one.number}</span> },
      { key: 'clock', title: t('reports.columns.clock'), text: (one) => clockWords(t, one, now), order: (one) => (one.decided_at ? LAST - Date.parse(one.received_at) : Date.parse(one.due_at)), render: (one) => <Clock report={one} now={now} /> },
      { key: 'state', title: t('reports.columns.state'), filter: true, text: (one) => t(`report.state.${one.state}`), render: (one) => <ReportState state={one.state} /> },
      { key: 'kind', title: t('reports.columns.kind'), filter: true, text: (one) => t(`report.kind.${one.kind}`), render: (one) => <span className={one.kind === 'child_left' ? 'sb-open' : ''}>{t(`report.kind.${one.kind}`)}</span> },
      { key: 'plate', title: t('reports.columns.plate'), text: (one) => one.plate ?? '', render: (one) => (one.plate ? <Plate plate={one.plate} /> : t('common.none')) },
      { key: 'words', title: t('reports.columns.words'), text: (one) => one.words, render: (one) => <span className="sb-seal-reason">{one.words}</span> },
      { key: 'place', title: t('reports.columns.place'), text: (one) => one.place ?? '', render: (one) => <span className="sb-seal-reason">{one.place ?? t('common.none')}</span> },
      { key: 'photos', title: t('reports.columns.photos'), numeric: true, text: (one) => String(one.photos), order: (one) => one.photos },
      { key: 'received', title: t('reports.columns.received'), text: (one) => moment(one.received_at), order: (one) => Date.parse(one.received_at) },
    ] satisfies Column<Report>[]
  }, [t, clock, now])
}
