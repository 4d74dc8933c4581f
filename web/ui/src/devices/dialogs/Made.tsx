// A device that was just let in: its secret, once, and what to type into it.
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DeviceMade } from '../../api/deviceTypes'
import { useClock } from '../../lib/useClock'
import { Plate } from '../../ui/Plate'
import { HowTo } from '../HowTo'

export function Made({ made, waiting = 0 }: { made: DeviceMade; waiting?: number }) {
  const { t } = useTranslation()
  const clock = useClock()
  const binding = made.bindings.at(-1)
  return (
    <div className="sb-dialog" data-testid="device-made">
      <p className="sb-inline">
        <code>{made.id}</code>
        <span className="sb-muted">{t(`protocol.${made.protocol}`)}</span>
        {binding && <Plate plate={binding.plate} />}
        {binding && <span className="sb-muted">{`${t('columns.since')} ${clock.date(binding.since)} ${clock.time(binding.since)}`}</span>}
      </p>
      {waiting > 0 && binding && <Alert type="info" showIcon title={t('unknown.judged', { count: waiting })} />}
      <HowTo protocol={made.protocol} id={made.id} secret={made.secret} />
    </div>
  )
}
