// How the first line answered: by operator in time, late, not at all.
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandlingRow, Report } from '../api/figures'
import { Empty, Waiting } from '../ui/Answer'
import { keyOf, listed } from './address'
import { Card } from './parts/Card'
import { Count } from './parts/Count'
import { FigureTable, type FigureColumn } from './parts/FigureTable'
import { nameOf, percent } from './parts/words'

const RankChart = lazy(() => import('./charts/RankChart'))
const IN_THE_CHART = 12
const SETS = [['given', 'given'], ['running', 'running'], ['answered', 'answered'], ['inTime', 'in_time'], ['handled', 'handled']] as const

export function Handling({ report }: { report: Report }) {
  const { t, i18n } = useTranslation()
  const columns = useColumns(report)
  const top = useMemo(() => report.handling.toSorted((a, b) => b.given - a.given).slice(0, IN_THE_CHART), [report])
  const chart = useMemo(
    () => ({
      names: top.map((one) => nameOf(t, i18n.language, one)),
      series: [
        { name: t('figures.handling.inTime'), colour: (c: { verdict: { inOrder: string } }) => c.verdict.inOrder, values: top.map((one) => one.in_time) },
        { name: t('figures.handling.late'), colour: (c: { verdict: { late: string } }) => c.verdict.late, values: top.map((one) => one.answered - one.in_time) },
        { name: t('figures.handling.none'), colour: (c: { verdict: { breach: string } }) => c.verdict.breach, values: top.map((one) => one.given - one.answered - one.running) },
      ],
    }),
    [top, t, i18n.language],
  )
  return (
    <Card title={t('figures.handling.title')} lead={t('figures.handling.lead')} testid="figures-handling">
      {report.handling.length === 0 ? (
        <Empty title={t('figures.empty.handlingTitle')} hint={t('figures.empty.handlingHint')} />
      ) : (
        <>
          <Suspense fallback={<Waiting rows={4} />}>
            <RankChart {...chart} stacked label={t('figures.handling.label')} testid="handling-chart" />
          </Suspense>
          <FigureTable<HandlingRow> label={t('figures.handling.title')} testid="handling-table" columns={columns} rows={report.handling} rowKey={(one) => keyOf(one.key)} foot={report.handling_total} />
        </>
      )}
    </Card>
  )
}

function useColumns(report: Report): FigureColumn<HandlingRow>[] {
  const { t, i18n } = useTranslation()
  const all = (one: HandlingRow) => one === report.handling_total
  return [
    { key: 'name', title: t('figures.filter.operator'), cell: (one) => (all(one) ? t('figures.handling.all') : nameOf(t, i18n.language, one)) },
    ...SETS.map(([word, set]) => ({
      key: set, title: t(`figures.columns.${word}`), numeric: true, order: (one: HandlingRow) => one[set],
      cell: (one: HandlingRow) => <Count n={one[set]} list={listed('cases', { set, ...(all(one) ? {} : { key: keyOf(one.key) }) })} />,
    })),
    { key: 'answerRate', title: t('figures.columns.answerRate'), numeric: true, order: (one) => one.answer_rate ?? -1, cell: (one) => percent(one.answer_rate) },
    { key: 'inTimeRate', title: t('figures.columns.inTimeRate'), numeric: true, order: (one) => one.in_time_rate ?? -1, cell: (one) => percent(one.in_time_rate) },
  ]
}
