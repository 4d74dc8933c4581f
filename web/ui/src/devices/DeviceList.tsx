// The list of devices; a row opens the device.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useDevices } from '../api/devices'
import type { Device } from '../api/deviceTypes'
import { age } from '../lib/format'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { rateOr } from '../quality/figures'
import { QualifiedOf } from '../quality/QualifiedOf'
import { useQualified } from '../quality/useBusQuality'
import { Plate } from '../ui/Plate'
import { bindingOf, shutUntil } from './bindings'
import { ShutOut } from './ShutOut'
import { StateChip } from './StateChip'

const FIRST_SORT = { key: 'state', descending: false }
/** What needs somebody first. */
const RANK = { silent: 0, never_heard: 1, unbound: 2, disabled: 3, heard: 4 } as const

export function DeviceList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const answer = useDevices()
  const columns = useColumns()
  return (
    <DataTable<Device>
      name="devices"
      rows={answer.data?.items}
      cut={answer.data?.cut ?? false}
      error={answer.error}
      refresh={() => void answer.refetch()}
      columns={columns}
      rowKey={(device) => device.id}
      empty={{ title: t('devices.emptyTitle'), hint: t('devices.emptyHint') }}
      firstSort={FIRST_SORT}
      workbook={{ list: '/devices' }}
      onRow={(device) => onOpen(device.id)}
    />
  )
}

function useColumns(): Column<Device>[] {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(5000)
  const qualified = useQualified()
  return useMemo(() => {
    const figure = (device: Device) => qualified.get(bindingOf(device, now)?.vehicle_id ?? '')
    const until = (device: Device) => {
      const moment = shutUntil(device, now)
      return moment ? clock.moment(moment, now) : ''
    }
    return [
      { key: 'device', title: t('columns.device'), text: (device) => device.id, render: (device) => <code>{device.id}</code> },
      { key: 'name', title: t('columns.name'), text: (device) => device.name ?? '' },
      { key: 'state', title: t('columns.state'), filter: true, text: (device) => t(`deviceState.${device.state}`), order: (device) => (until(device) ? -1 : RANK[device.state]), render: (device) => <State device={device} /> },
      { key: 'shutUntil', title: t('columns.shutUntil'), hiddenAtFirst: true, text: until },
      { key: 'protocol', title: t('columns.protocol'), filter: true, text: (device) => t(`protocol.${device.protocol}`) },
      {
        key: 'lastHeard', title: t('columns.lastHeard'), text: (device) => (device.last_heard ? age(t, device.last_heard, now) : t('devices.never')),
        order: (device) => (device.last_heard ? Date.parse(device.last_heard) : 0),
      },
      {
        key: 'bound', title: t('columns.bound'), text: (device) => bindingOf(device, now)?.plate ?? t('devices.unbound'),
        render: (device) => {
          const binding = bindingOf(device, now)
          if (!binding) return <span className="sb-muted">{t('devices.unbound')}</span>
          return <Link href={`/map?bus=${binding.vehicle_id}`} onClick={(event) => event.stopPropagation()}><Plate plate={binding.plate} /></Link>
        },
      },
      {
        key: 'since', title: t('columns.since'), text: (device) => {
          const binding = bindingOf(device, now)
          return binding ? clock.date(binding.since) : ''
        },
      },
      {
        key: 'qualified', title: t('columns.qualified'), numeric: true, text: (device) => rateOr(figure(device)?.share, ''), order: (device) => figure(device)?.share.rate ?? -1,
        render: (device) => <QualifiedOf vehicle={bindingOf(device, now)?.vehicle_id} figure={figure(device)} />,
      },
    ] satisfies Column<Device>[]
  }, [t, clock, now, qualified])
}

function State({ device }: { device: Device }) {
  return <span className="sb-stack"><StateChip state={device.state} /><ShutOut device={device} /></span>
}
