// Figures of quality as people read them: shares that never claim all, minutes and kilometres as in the notices.
import type { TFunction } from 'i18next'
import type { Definition, MetricUnit, Share } from '../api/quality'

const SECONDS_A_MINUTE = 60
const METRES_A_KILOMETRE = 1000
const grouped = (value: number, digits = 0) =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)

/** "99.83%"; what is not all of it is never shown as 100 %, what is not nothing never as 0 %. */
export function percent(rate: number): string {
  const hundredths = Math.round(rate * 10_000)
  return `${((rate > 0 && rate < 1 ? Math.min(9999, Math.max(1, hundredths)) : hundredths) / 100).toFixed(2)}%`
}

export const rateOr = (share: Share | undefined, otherwise: string): string =>
  share && share.rate !== null ? percent(share.rate) : otherwise

const SHOWN: Record<MetricUnit, { per: number; digits: number }> = {
  s: { per: SECONDS_A_MINUTE, digits: 1 },
  m: { per: METRES_A_KILOMETRE, digits: 1 },
  vehicle: { per: 1, digits: 0 },
  record: { per: 1, digits: 0 },
  vehicle_day: { per: 1, digits: 0 },
}

/** "9,983 / 10,000 条". */
export function ofHowMany(t: TFunction, share: Share, unit: MetricUnit): string {
  const { per, digits } = SHOWN[unit]
  return t('quality.share', {
    numerator: grouped(share.numerator / per, digits), denominator: grouped(share.denominator / per, digits), unit: t(`quality.unit.${unit}`),
  })
}

/** Whether the assessment would give nothing for it. */
export const isPoor = (definition: Definition, share: Share | undefined): boolean => {
  if (definition.floor === null || !share || share.rate === null) return false
  return definition.less_is_better ? share.rate > definition.floor : share.rate < definition.floor
}

export const count = (value: number): string => grouped(value)
export const kilometres = (metres: number): string => grouped(metres / METRES_A_KILOMETRE, 1)
