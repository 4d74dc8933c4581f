// How a device is: its word, with a mark whose shape says it as well as its colour.
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DeviceState } from '../api/deviceTypes'

export function StateChip({ state }: { state: DeviceState }) {
  const { t } = useTranslation()
  return (
    <Tooltip title={t(`deviceStateMeaning.${state}`)} mouseEnterDelay={0.4}>
      <span className="sb-device-state" data-state={state}>
        <i aria-hidden />
        {t(`deviceState.${state}`)}
      </span>
    </Tooltip>
  )
}
