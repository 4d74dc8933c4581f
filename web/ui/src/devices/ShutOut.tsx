// That a device was shut out for having sent too much, and until when.
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Device } from '../api/deviceTypes'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { shutUntil } from './bindings'

export function ShutOut({ device }: { device: Device }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(5000)
  const until = shutUntil(device, now)
  if (until === null) return null
  return (
    <Tooltip title={t('devices.shutMeaning')} mouseEnterDelay={0.4}>
      <span className="sb-chip" data-tone="bad" data-testid="shut-out">{t('devices.shutUntil', { time: clock.moment(until, now) })}</span>
    </Tooltip>
  )
}
