// How it went from day to day, beside the span before: chart and table of the same numbers.
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { SEVERITIES, type Bucket, type Report } from '../api/figures'
import { Empty, Waiting } from '../ui/Answer'
import { listed } from './address'
import { Card } from './parts/Card'
import { Count } from './parts/Count'
import { FigureTable, type FigureColumn } from './parts/FigureTable'
import { whole } from './parts/words'

const TrendChart = lazy(() => import('./charts/TrendChart'))

export function Trend({ report }: { report: Report }) {
  const { t } = useTranslation()
  const columns = useColumns()
  const { total } = report
  const nothing = total.findings + total.before + total.rejected === 0
  const compared = t('figures.trend.compared', { first: report.before_first, last: report.before_last })
  return (
    <Card title={t('figures.trend.title')} lead={report.complete ? compared : `${compared} ${t('figures.trend.soFar')}`} testid="figures-trend">
      {nothing ? (
        <Empty title={t('figures.empty.title')} hint={`${t('figures.empty.hint')} ${t('figures.empty.trend')}`} />
      ) : (
        <>
          <Suspense fallback={<Waiting rows={6} />}>
            <TrendChart buckets={report.trend} />
          </Suspense>
          <details className="sb-fig-details">
            <summary>{t('figures.table')}</summary>
            <FigureTable<Bucket> label={t('figures.trend.title')} testid="trend-table" columns={columns} rows={report.trend} rowKey={(one) => one.first} />
          </details>
        </>
      )}
    </Card>
  )
}

const span = (one: Bucket) => ({ first: one.first, last: one.last })

function useColumns(): FigureColumn<Bucket>[] {
  const { t } = useTranslation()
  return [
    { key: 'days', title: t('figures.columns.days'), order: (one) => one.first, cell: (one) => (one.first === one.last ? one.first : `${one.first} – ${one.last.slice(5)}`) },
    { key: 'findings', title: t('figures.columns.findings'), numeric: true, order: (one) => one.findings, cell: (one) => <Count n={one.findings} list={listed('findings', span(one))} /> },
    ...SEVERITIES.map((severity) => ({
      key: severity, title: severity, numeric: true, order: (one: Bucket) => one.severities[severity],
      cell: (one: Bucket) => <Count n={one.severities[severity]} list={listed('findings', { ...span(one), severity })} />,
    })),
    { key: 'rejected', title: t('figures.columns.rejected'), numeric: true, order: (one) => one.rejected, cell: (one) => <Count n={one.rejected} list={listed('findings', { ...span(one), rejected: 'true' })} /> },
    { key: 'before', title: t('figures.columns.before'), numeric: true, order: (one) => one.before, cell: (one) => whole(one.before) },
  ]
}
