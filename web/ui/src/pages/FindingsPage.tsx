// All findings of a period as a list; each row leads to its place on the map.
import { useMemo } from 'react'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useFindings } from '../api/queries'
import type { Finding } from '../api/types'
import { queryOf } from '../lib/address'
import { exceeds } from '../lib/format'
import { useClock } from '../lib/useClock'
import { useRuleTitle } from '../lib/useRuleTitle'
import { useServerNow } from '../live/context'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { useTableState } from '../table/useTableState'
import { PageFrame } from '../ui/PageFrame'
import { Plate } from '../ui/Plate'

const PERIODS = { day: 86_400, week: 7 * 86_400, month: 30 * 86_400, everything: null } as const
type Period = keyof typeof PERIODS
const MINUTE_MS = 60_000

export default function FindingsPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [state, change] = useTableState()
  const period: Period = (Object.keys(PERIODS) as Period[]).find((one) => one === state.filters.period) ?? 'day'
  const seconds = PERIODS[period]
  const now = useServerNow(MINUTE_MS)
  const asked: { since?: string } = seconds === null ? {} : { since: new Date(Math.floor(now / MINUTE_MS) * MINUTE_MS - seconds * 1000).toISOString() }
  const answer = useFindings(asked)
  const columns = useColumns()
  return (
    <PageFrame title={t('pages.findings')} lead={t('pages.findingsLead')}>
      <DataTable<Finding>
        name="findings"
        rows={answer.data?.items}
        cut={answer.data?.cut ?? false}
        error={answer.error}
        refresh={() => void answer.refetch()}
        columns={columns}
        rowKey={(finding) => finding.id}
        empty={{ title: t('findings.emptyTitle'), hint: t('findings.emptyHint') }}
        firstSort={FIRST_SORT}
        workbook={{ list: '/findings', query: queryOf(asked) }}
        onRow={(finding) => navigate(`/map?finding=${finding.id}`)}
        extra={
          <Select<Period>
            value={period} aria-label={t('filter.period')} className="sb-toolbar-filter"
            onChange={(value) => change({ filters: { ...state.filters, period: value === 'day' ? '' : value } })}
            options={(Object.keys(PERIODS) as Period[]).map((value) => ({ value, label: t(`filter.${value}`) }))}
          />
        }
      />
    </PageFrame>
  )
}

const FIRST_SORT = { key: 'time', descending: true }

function useColumns(): Column<Finding>[] {
  const { t } = useTranslation()
  const clock = useClock()
  const titleOf = useRuleTitle()
  return useMemo(
    () => [
      {
        key: 'time', title: t('columns.time'), text: (f) => `${clock.date(f.began)} ${clock.seconds(f.began)}`, order: (f) => Date.parse(f.began),
        render: (f) => <time dateTime={f.began}>{`${clock.date(f.began)} ${clock.seconds(f.began)}`}</time>,
      },
      {
        key: 'status', title: t('columns.status'), filter: true, text: (f) => (f.ended === null ? t('findings.open') : t('findings.ended')),
        render: (f) => <span className="sb-chip" data-tone={f.ended === null ? 'bad' : 'quiet'}>{f.ended === null ? t('findings.open') : t('findings.ended')}</span>,
      },
      { key: 'plate', title: t('columns.plate'), text: (f) => f.plate, render: (f) => <Plate plate={f.plate} /> },
      { key: 'rule', title: t('columns.rule'), filter: true, text: (f) => titleOf(f.rule) },
      { key: 'value', title: t('columns.value'), text: (f) => exceeds(t, f) ?? '', order: (f) => f.measured ?? -1, numeric: true },
      { key: 'place', title: t('columns.place'), text: (f) => f.place?.name ?? '' },
      { key: 'line', title: t('columns.line'), text: (f) => f.line_name ?? '' },
      { key: 'article', title: t('columns.article'), text: (f) => t('findings.article', { article: f.article }) },
      { key: 'ended', title: t('columns.ended'), hiddenAtFirst: true, text: (f) => (f.ended ? `${clock.date(f.ended)} ${clock.seconds(f.ended)}` : ''), order: (f) => (f.ended ? Date.parse(f.ended) : 0) },
      { key: 'permit', title: t('columns.permit'), hiddenAtFirst: true, text: (f) => f.permit_number ?? '' },
    ],
    [t, clock, titleOf],
  )
}
