// The list of devices.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useDevices, useVehicles } from '../api/queries'
import type { Binding, Device } from '../api/types'
import { wordOr } from '../i18n'
import { age } from '../lib/format'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { Plate } from '../ui/Plate'

const FIRST_SORT = { key: 'lastHeard', descending: true }

export function DeviceList() {
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
    />
  )
}

/** The binding of now, else the last one. */
function bindingOf(device: Device, now: number): Binding | undefined {
  const bindings = device.bindings ?? []
  const holds = (binding: Binding) => Date.parse(binding.since) <= now && (binding.until === null || Date.parse(binding.until) > now)
  return bindings.find(holds)
}

function useColumns(): Column<Device>[] {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(5000)
  const vehicles = useVehicles().data
  return useMemo(() => {
    const plateOf = (binding: Binding) => binding.plate ?? vehicles?.items.find((vehicle) => vehicle.id === binding.vehicle_id)?.plate ?? binding.vehicle_id
    return [
      { key: 'device', title: t('columns.device'), text: (device) => device.id, render: (device) => <span className="sb-inline"><code>{device.id}</code>{device.disabled && <span className="sb-chip">{t('devices.disabled')}</span>}</span> },
      { key: 'name', title: t('columns.name'), hiddenAtFirst: true, text: (device) => device.name ?? '' },
      { key: 'protocol', title: t('columns.protocol'), filter: true, text: (device) => wordOr(t, `protocol.${device.protocol}`, device.protocol) },
      {
        key: 'lastHeard', title: t('columns.lastHeard'), text: (device) => (device.last_heard ? age(t, device.last_heard, now) : t('devices.never')),
        order: (device) => (device.last_heard ? Date.parse(device.last_heard) : 0),
      },
      {
        key: 'bound', title: t('columns.bound'),
        text: (device) => {
          const binding = bindingOf(device, now)
          return binding ? plateOf(binding) : t('devices.unbound')
        },
        render: (device) => {
          const binding = bindingOf(device, now)
          if (!binding) return <span className="sb-muted">{t('devices.unbound')}</span>
          return <Link href={`/map?bus=${binding.vehicle_id}`}><Plate plate={plateOf(binding)} /></Link>
        },
      },
      {
        key: 'since', title: t('columns.since'), text: (device) => {
          const binding = bindingOf(device, now)
          return binding ? clock.date(binding.since) : ''
        },
      },
    ] satisfies Column<Device>[]
  }, [t, clock, now, vehicles])
}
