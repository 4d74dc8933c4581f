// How a device is pointed here, and a new secret for it.
import { useState } from 'react'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRenewSecret } from '../api/devices'
import type { Device, Protocol } from '../api/deviceTypes'
import { useMay } from '../lib/may'
import { Refused } from '../ui/Refused'
import { HowTo } from './HowTo'

/** Devices without a secret of their own: an id line is believed, or another platform has logged in. */
const WITHOUT: ReadonlySet<Protocol> = new Set(['nmea_tcp', 'nmea_udp', 'jt809'])

export function SetUp({ device }: { device: Device }) {
  const { t } = useTranslation()
  const may = useMay('keepDevices')
  const renew = useRenewSecret(device.id)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <section className="sb-block">
      <header className="sb-block-head">
        <h3>{t('secret.title')}</h3>
        {may && !WITHOUT.has(device.protocol) && (
          <Popconfirm
            classNames={{ root: 'sb-ask' }} title={device.protocol === 'jt808' ? t('secret.renewAsk808') : t('secret.renewAsk')} okText={t('secret.renew')} cancelText={t('devices.cancel')} okButtonProps={{ danger: true, 'data-testid': 'renew-confirm' }}
            placement="bottomRight" onConfirm={() => renew.mutate(undefined, { onSuccess: (made) => setSecret(made.secret) })}
          >
            <Button size="small" loading={renew.isPending} data-testid="renew">{t('secret.renew')}</Button>
          </Popconfirm>
        )}
      </header>
      <Refused error={renew.error} />
      <HowTo protocol={device.protocol} id={device.id} secret={secret} />
    </section>
  )
}
