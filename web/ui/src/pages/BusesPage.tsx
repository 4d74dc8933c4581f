// The registered buses with their state now; each row leads to the bus on the map.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useVehicles } from '../api/queries'
import type { Bus, Vehicle } from '../api/types'
import { age } from '../lib/format'
import { wordOr } from '../i18n'
import { useLiveEvery, useServerNow } from '../live/context'
import { shownState, STATE_STYLES } from '../map/states'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { PageFrame } from '../ui/PageFrame'
import { Plate } from '../ui/Plate'
import { StateTag } from '../ui/StateIcon'

type Row = Vehicle & { bus: Bus | undefined; open: number }
const FIRST_SORT = { key: 'state', descending: false }

export default function BusesPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const answer = useVehicles()
  const live = useLiveEvery(1000)
  const rows = useMemo(
    () => answer.data?.items.map((vehicle): Row => ({ ...vehicle, bus: live.buses.get(vehicle.id), open: live.openByBus.get(vehicle.id) ?? 0 })),
    [answer.data, live],
  )
  const columns = useColumns(live.behind)
  return (
    <PageFrame title={t('pages.buses')} lead={t('pages.busesLead')}>
      <DataTable<Row>
        name="buses"
        rows={rows}
        cut={answer.data?.cut ?? false}
        error={answer.error}
        refresh={() => void answer.refetch()}
        columns={columns}
        rowKey={(row) => row.id}
        empty={{ title: t('empty.busesTitle'), hint: t('empty.busesHint') }}
        firstSort={FIRST_SORT}
        workbook={{ list: '/vehicles' }}
        onRow={(row) => navigate(`/map?bus=${row.id}`)}
      />
    </PageFrame>
  )
}

function useColumns(behind: boolean): Column<Row>[] {
  const { t } = useTranslation()
  const now = useServerNow(5000)
  return useMemo(
    () => [
      { key: 'plate', title: t('columns.plate'), text: (row) => row.plate, render: (row) => <Plate plate={row.plate} /> },
      {
        key: 'state', title: t('columns.state'), filter: true,
        text: (row) => (row.bus ? t(`state.${shownState(row.bus.state, behind)}`) : ''),
        order: (row) => (row.bus ? -STATE_STYLES[shownState(row.bus.state, behind)].rank : 1),
        render: (row) => (row.bus ? <StateTag state={shownState(row.bus.state, behind)} /> : <span className="sb-muted">{t('common.none')}</span>),
      },
      {
        key: 'open', title: t('columns.openFindings'), numeric: true, text: (row) => (row.open > 0 ? String(row.open) : ''), order: (row) => row.open,
        render: (row) => (row.open > 0 ? <span className="sb-chip" data-tone="bad">{row.open}</span> : null),
      },
      { key: 'line', title: t('columns.line'), text: (row) => row.bus?.line_name ?? '' },
      {
        key: 'speed', title: t('columns.speed'), numeric: true, order: (row) => row.bus?.speed_kmh ?? -1,
        text: (row) => (typeof row.bus?.speed_kmh === 'number' ? t('quantity', { value: Math.round(row.bus.speed_kmh), unit: 'km/h' }) : ''),
      },
      {
        key: 'lastFix', title: t('columns.lastFix'), text: (row) => (row.bus ? age(t, row.bus.fix_time, now) : t('devices.never')),
        order: (row) => (row.bus ? -Date.parse(row.bus.fix_time) : 0),
      },
      { key: 'operator', title: t('columns.operator'), filter: true, text: (row) => row.operator_name ?? '' },
      { key: 'type', title: t('columns.type'), hiddenAtFirst: true, text: (row) => (row.type ? wordOr(t, `vehicleType.${row.type}`, row.type) : '') },
      { key: 'seats', title: t('columns.seats'), numeric: true, hiddenAtFirst: true, text: (row) => (row.seats === null ? '' : String(row.seats)), order: (row) => row.seats ?? 0 },
    ],
    [t, now, behind],
  )
}
