// A device that was just let in: its secret, once, and what to type into it.
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DeviceMade } from '../../api/deviceTypes'
import { useClock } from '../../lib/useClock'
import { Plate } from '../../ui/Plate'
import { Secret } from '../../ui/Secret'
import { HowTo } from '../HowTo'

export function Made({ made, waiting = 0 }: { made: DeviceMade; waiting?: number }) {
  const { t } = useTranslation()
  const clock = useClock()
  const binding = made.bindings.at(-1)
  return (
    <div className="sb-dialog" data-testid="device-made">
      {binding && (
        <p className="sb-inline">
          <Plate plate={binding.plate} />
          <span className="sb-muted">{`${t('columns.since')} ${clock.date(binding.since)} ${clock.time(binding.since)}`}</span>
        </p>
      )}
      {waiting > 0 && binding && <Alert type="info" showIcon title={t('unknown.judged', { count: waiting })} />}
      <Secret secret={made.secret} />
      <HowTo protocol={made.protocol} id={made.id} secret={made.secret} />
    </div>
  )
}
