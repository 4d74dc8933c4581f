// One device: how it is, for which bus it spoke and speaks, how it is set up, what it is told, what it photographed.
import { useState } from 'react'
import { Alert, App, Button, Drawer, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChangeDevice, useDevice } from '../api/devices'
import type { Device } from '../api/deviceTypes'
import { useConfig } from '../api/queries'
import { age } from '../lib/format'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { QualifiedOf } from '../quality/QualifiedOf'
import { usePresentMonth, useQualified } from '../quality/useBusQuality'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Photos } from '../ui/Photos'
import { BindingHistory } from './BindingHistory'
import { bindingOf, shutUntil } from './bindings'
import { Commands } from './Commands'
import { EditDialog } from './dialogs/EditDialog'
import { SetUp } from './SetUp'
import { ShutOut } from './ShutOut'
import { StateChip } from './StateChip'

const WIDTH_PX = 560

export function DeviceDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const answer = useDevice(id)
  const title = (
    <h2 className="sb-inline">
      <code>{id}</code>
      {answer.data && <StateChip state={answer.data.state} />}
      {answer.data && <ShutOut device={answer.data} />}
    </h2>
  )
  return (
    <Drawer open onClose={onClose} title={title} size={WIDTH_PX} rootClassName="sb-drawer" aria-label={t('devices.title')}>
      {answer.data && <Body device={answer.data} />}
      {answer.isPending && <Waiting rows={10} />}
      {answer.isError && !answer.data && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('devices.gone')} />}
    </Drawer>
  )
}

function Body({ device }: { device: Device }) {
  const { t } = useTranslation()
  const now = useServerNow(5000)
  const binding = bindingOf(device, now)
  return (
    <div className="sb-drawer-body" data-testid="device-drawer">
      <About device={device} />
      <BindingHistory device={device} />
      <SetUp device={device} />
      {device.protocol === 'jt808' && <Commands device={device} plate={binding?.plate ?? null} />}
      {device.protocol === 'jt808' && binding && (
        <section className="sb-block">
          <h3>{t('media.title')}</h3>
          <Photos vehicle={binding.vehicle_id} empty />
        </section>
      )}
    </div>
  )
}

function About({ device }: { device: Device }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(5000)
  const config = useConfig().data
  const may = useMay('keepDevices')
  const [editing, setEditing] = useState(false)
  const vehicle = bindingOf(device, now)?.vehicle_id
  return (
    <section className="sb-block">
      {shutUntil(device, now) && <Alert type="warning" showIcon title={t('devices.shutMeaning')} data-testid="shut-out-why" />}
      <Facts
        facts={[
          [t('columns.state'), t(`deviceStateMeaning.${device.state}`)],
          [t('devices.protocol'), t(`protocol.${device.protocol}`)],
          [t('devices.name'), device.name],
          [t('columns.lastHeard'), device.last_heard ? `${clock.date(device.last_heard)} ${clock.seconds(device.last_heard)} · ${age(t, device.last_heard, now)}` : t('devices.never')],
          [t('devices.qualified'), vehicle && <BusQuality key="q" vehicle={vehicle} />],
          [t('devices.silentAfter'), device.silent_after_s ? `${device.silent_after_s} ${t('devices.seconds')}` : t('devices.silentDefault', { n: config?.silent_after_s ?? '' })],
          [t('devices.registered'), `${clock.date(device.created_at)} ${clock.time(device.created_at)}`],
        ]}
      />
      {may && (
        <div className="sb-actions">
          <Button size="small" onClick={() => setEditing(true)} data-testid="device-edit">{t('devices.edit')}</Button>
          <Disable device={device} />
        </div>
      )}
      {editing && <EditDialog device={device} onClose={() => setEditing(false)} />}
    </section>
  )
}

/** No device has a quality of its own: a bus's figures are made of all its devices' fixes. */
function BusQuality({ vehicle }: { vehicle: string }) {
  const { t } = useTranslation()
  const month = usePresentMonth()
  const figure = useQualified().get(vehicle)
  return (
    <span className="sb-inline">
      <QualifiedOf vehicle={vehicle} figure={figure} />
      <span className="sb-fine">{t('devices.qualifiedWhose', { month })}</span>
    </span>
  )
}

/** Shut out with a question; let in again without one, since that is undone as easily. */
function Disable({ device }: { device: Device }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const change = useChangeDevice(device.id)
  const set = (disabled: boolean) => change.mutate({ disabled }, { onError: (error) => void message.error(error.message) })
  if (device.disabled) {
    return <Button size="small" type="primary" loading={change.isPending} onClick={() => set(false)} data-testid="device-enable">{t('devices.enable')}</Button>
  }
  return (
    <Popconfirm classNames={{ root: 'sb-ask' }} title={t('devices.disableAsk')} okText={t('devices.disable')} cancelText={t('devices.cancel')} okButtonProps={{ danger: true }} onConfirm={() => set(true)}>
      <Button size="small" danger loading={change.isPending} data-testid="device-disable">{t('devices.disable')}</Button>
    </Popconfirm>
  )
}
