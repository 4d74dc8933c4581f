// How the links of a platform stand: a word, with a mark whose shape says it as well as its colour.
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DeviceState } from '../api/deviceTypes'
import type { Platform } from '../api/platforms'
import { standingOf, type Standing } from './words'

/** The marks are those of devices. */
const MARKS: Record<Standing, DeviceState> = {
  up: 'heard', main_only: 'silent', slave_only: 'silent', down: 'silent', never: 'never_heard', disabled: 'disabled',
}

export function StandingChip({ platform }: { platform: Platform }) {
  const { t } = useTranslation()
  const standing = standingOf(platform)
  return (
    <Tooltip title={t(`platform.standingMeaning.${standing}`)} mouseEnterDelay={0.4}>
      <span className="sb-device-state" data-state={MARKS[standing]} data-testid="standing">
        <i aria-hidden />
        {t(`platform.standing.${standing}`)}
      </span>
    </Tooltip>
  )
}
