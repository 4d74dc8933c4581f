// The figures as a list: one row an operator, or one a vehicle; a row leads to its own figures and days.
import { useMemo, type ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Definition, MetricId, Quality } from '../api/quality'
import { named } from '../i18n'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { Plate } from '../ui/Plate'
import type { By } from './address'
import { count, isPoor, ofHowMany, rateOr } from './figures'

interface Props {
  by: By
  rows: Quality[] | undefined
  cut: boolean
  error: unknown
  refresh: () => void
  definitions: Definition[]
  choose: (row: Quality) => void
  extra: ReactNode
}
const FIRST_SORT = { key: 'name', descending: false }

export function QualityTable({ by, rows, cut, error, refresh, definitions, choose, extra }: Props) {
  const { t } = useTranslation()
  const columns = useColumns(by, definitions)
  return (
    <DataTable<Quality>
      name={`quality-${by}`}
      rows={rows}
      cut={cut}
      error={error}
      refresh={refresh}
      columns={columns}
      rowKey={(row) => row.id}
      empty={{ title: t('quality.emptyTitle'), hint: t('quality.emptyHint') }}
      firstSort={FIRST_SORT}
      onRow={choose}
      extra={extra}
    />
  )
}

function useColumns(by: By, definitions: Definition[]): Column<Quality>[] {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  const phone = usePhone()
  return useMemo(() => {
    const rate = (id: MetricId, hiddenAtFirst = false): Column<Quality>[] => {
      const definition = definitions.find((one) => one.id === id)
      return definition ? [rateColumn(t, definition, named(i18n.language, definition.name.zh, definition.name.en), hiddenAtFirst)] : []
    }
    const number = (key: string, title: string, of: (row: Quality) => number, hiddenAtFirst = false): Column<Quality> => ({
      key, title, numeric: true, hiddenAtFirst, text: (row) => count(of(row)), order: of,
    })
    const vehicles = by === 'vehicle'
    const nameColumns: Column<Quality>[] = vehicles
      ? [
          { key: 'name', title: t('columns.plate'), text: (row) => row.name ?? '', render: (row) => <Plate plate={row.name ?? ''} /> },
          { key: 'operator', title: t('columns.operator'), filter: true, hiddenAtFirst: phone, text: (row) => row.operator_name ?? '' },
        ]
      : [{ key: 'name', title: t('columns.operator'), text: (row) => row.name ?? t('quality.noOperator') }]
    return [
      ...nameColumns,
      ...rate('network', vehicles),
      ...rate('online', vehicles),
      ...rate('track'),
      ...rate('qualified'),
      ...rate('drift'),
      number('days', t('quality.onlineDays'), (row) => row.online_days),
      number('drifts', t('quality.driftPoints'), (row) => row.drift_points),
      number('received', t('quality.received'), (row) => row.received),
      number('unusable', t('quality.unusableFrames'), (row) => row.parked, true),
      number('repeated', t('quality.repeated'), (row) => row.repeated, true),
      {
        key: 'last', title: t('columns.lastFix'), hiddenAtFirst: !vehicles, order: (row) => (row.last_at ? Date.parse(row.last_at) : 0),
        text: (row) => (row.last_at ? `${clock.date(row.last_at)} ${clock.time(row.last_at)}` : ''),
      },
    ]
  }, [t, i18n.language, clock, phone, by, definitions])
}

function rateColumn(t: TFunction, definition: Definition, title: string, hiddenAtFirst: boolean): Column<Quality> {
  const share = (row: Quality) => row.metrics[definition.id]
  return {
    key: definition.id, title, numeric: true, hiddenAtFirst, text: (row) => rateOr(share(row), ''), order: (row) => share(row)?.rate ?? -1,
    render: (row) => {
      const of = share(row)
      if (!of || of.rate === null) return <span className="sb-muted">{t('common.none')}</span>
      return (
        <span className="sb-rate" data-poor={isPoor(definition, of)}>
          {rateOr(of, '')}
          <small>{ofHowMany(t, of, definition.unit)}</small>
        </span>
      )
    },
  }
}
