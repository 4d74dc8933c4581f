// Where the findings are: by operator, school, driver, rule or place; each row can be looked at alone.
import { lazy, Suspense, useMemo } from 'react'
import { Segmented, Tooltip } from 'antd'
import { FilterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { BYS, SEVERITIES, type By, type Group, type Report } from '../api/figures'
import { Empty, Waiting } from '../ui/Answer'
import { keyOf, listed } from './address'
import { Card } from './parts/Card'
import { useAsked } from './context'
import { Count } from './parts/Count'
import { FigureTable, type FigureColumn } from './parts/FigureTable'
import { km, nameOf, rate } from './parts/words'

const RankChart = lazy(() => import('./charts/RankChart'))
const IN_THE_CHART = 12

export function Groups({ report }: { report: Report }) {
  const { t, i18n } = useTranslation()
  const { address, change } = useAsked()
  const top = useMemo(() => report.groups.filter((one) => one.findings + one.before > 0).slice(0, IN_THE_CHART), [report])
  const label = t('figures.groups.label', { n: top.length })
  const chart = useMemo(
    () => ({
      names: top.map((one) => nameOf(t, i18n.language, one)),
      series: [
        { name: t('figures.groups.now'), colour: (c: { primary: string }) => c.primary, values: top.map((one) => one.findings) },
        { name: t('figures.groups.before'), colour: (c: { verdict: { parked: string } }) => c.verdict.parked, values: top.map((one) => one.before) },
      ],
    }),
    [top, t, i18n.language],
  )
  const columns = useColumns(report.by)
  return (
    <Card
      title={t('figures.groups.title')} testid="figures-groups" lead={t('figures.exposure')}
      extra={
        <Segmented<By>
          value={address.by} onChange={(by) => change({ by, list: null })} className="sb-fig-bys" aria-label={t('figures.groups.title')}
          options={BYS.map((value) => ({ value, label: <span data-testid={`by-${value}`}>{t(`figures.by.${value}`)}</span> }))}
        />
      }
    >
      {report.groups.length === 0 ? (
        <Empty title={t('figures.empty.title')} hint={t('figures.empty.hint')} />
      ) : (
        <>
          {top.length > 0 && (
            <Suspense fallback={<Waiting rows={6} />}>
              <RankChart key={report.by} {...chart} stacked={false} label={label} testid="groups-chart" />
            </Suspense>
          )}
          {top.length === IN_THE_CHART && report.groups.length > IN_THE_CHART && <p className="sb-fine">{t('figures.groups.top', { n: IN_THE_CHART })}</p>}
          <FigureTable<Group> key={report.by} label={t(`figures.by.${report.by}`)} testid="groups-table" columns={columns} rows={report.groups} rowKey={(one) => keyOf(one.key)} />
          {report.cut && <p className="sb-note">{t('figures.groups.cut', { n: report.groups.length })}</p>}
        </>
      )}
    </Card>
  )
}

/** The findings of one row. */
const of = (one: Group, more: Record<string, string> = {}): string => listed('findings', { key: keyOf(one.key), ...more })

function useColumns(by: By): FigureColumn<Group>[] {
  const { t } = useTranslation()
  const exposed = by !== 'place'
  const measured = by === 'operator' || by === 'rule'
  return [
    { key: 'name', title: t(`figures.filter.${by}`), cell: (one) => <Name one={one} by={by} /> },
    { key: 'findings', title: t('figures.columns.findings'), numeric: true, order: (one) => one.findings, cell: (one) => <Count n={one.findings} list={of(one)} testid={`group-${keyOf(one.key)}`} /> },
    ...SEVERITIES.map((severity) => ({
      key: severity, title: severity, numeric: true, order: (one: Group) => one.severities[severity], cell: (one: Group) => <Count n={one.severities[severity]} list={of(one, { severity })} />,
    })),
    { key: 'rejected', title: t('figures.columns.rejected'), numeric: true, order: (one) => one.rejected, cell: (one) => <Count n={one.rejected} list={of(one, { rejected: 'true' })} /> },
    { key: 'before', title: t('figures.columns.before'), numeric: true, order: (one) => one.before, cell: (one) => <Count n={one.before} list={of(one, { window: 'before' })} /> },
    ...(exposed
      ? [
          { key: 'runs', title: t('figures.columns.runs'), numeric: true, order: (one: Group) => one.runs ?? -1, cell: (one: Group) => (one.runs === null ? '—' : <Count n={one.runs} list={listed('runs', { state: 'driven', ...(by === 'rule' ? {} : { key: keyOf(one.key) }) })} />) },
          { key: 'perRuns', title: t('figures.columns.perRuns'), numeric: true, order: (one: Group) => one.per_100_runs ?? -1, cell: (one: Group) => rate(one.per_100_runs) },
        ]
      : []),
    ...(measured
      ? [
          { key: 'km', title: t('figures.columns.km'), numeric: true, order: (one: Group) => one.km ?? -1, cell: (one: Group) => km(one.km) },
          { key: 'perKm', title: t('figures.columns.perKm'), numeric: true, order: (one: Group) => one.per_1000_km ?? -1, cell: (one: Group) => rate(one.per_1000_km) },
        ]
      : []),
  ]
}

function Name({ one, by }: { one: Group; by: By }) {
  const { t, i18n } = useTranslation()
  const { address, change } = useAsked()
  const name = nameOf(t, i18n.language, one)
  const { key } = one
  if (key === null) return <Tooltip title={t('figures.unknownHint')}><span className="sb-muted">{name}</span></Tooltip>
  return (
    <span className="sb-fig-who">
      {name}
      {address.only[by] !== key && (
        <button type="button" className="sb-fig-only" aria-label={t('figures.onlyThis', { name })} title={t('figures.onlyThis', { name })} onClick={() => change({ only: { ...address.only, [by]: key }, list: null })}>
          <FilterOutlined aria-hidden />
        </button>
      )}
    </span>
  )
}
