// The span as a whole: findings beside the span before, the false ones apart, and held against what was driven.
import { useTranslation } from 'react-i18next'
import { SEVERITIES, type Report } from '../api/figures'
import { listed } from './address'
import { useAsked } from './context'
import { Count } from './parts/Count'
import { Tile } from './parts/Tile'
import { beside, km, rate, whole } from './parts/words'

export function Sums({ report }: { report: Report }) {
  const { t } = useTranslation()
  const { address } = useAsked()
  const { total } = report
  const split = !address.only.place && !address.only.school && !address.only.driver
  return (
    <ul className="sb-fig-tiles" data-testid="figures-sums">
      <Tile name={t('figures.total.findings')} figure={<Count n={total.findings} list={listed('findings')} testid="sum-findings" />}>
        <span className="sb-fig-severities">
          {SEVERITIES.filter((one) => total.severities[one] > 0).map((one) => (
            <span key={one}><i className="sb-severity" data-severity={one}>{one}</i> <Count n={total.severities[one]} list={listed('findings', { severity: one })} /></span>
          ))}
        </span>
        <span>{beside(t, total.findings, total.before)}</span>
      </Tile>
      <Tile name={t('figures.total.rejected')} figure={<Count n={total.rejected} list={listed('findings', { rejected: 'true' })} testid="sum-rejected" />}>
        <span>{t('figures.total.rejectedHint')}</span>
      </Tile>
      <Tile name={t('figures.total.perRuns')} figure={<b data-testid="sum-per-runs">{rate(total.per_100_runs)}</b>}>
        <span>{total.runs === null ? t('figures.total.notSplit') : total.runs === 0 ? t('figures.total.noRuns') : t('figures.total.perRunsOf', { n: whole(total.runs) })}</span>
      </Tile>
      <Tile name={t('figures.total.perKm')} figure={<b data-testid="sum-per-km">{rate(total.per_1000_km)}</b>}>
        <span>{total.km === null || !split ? t('figures.total.notSplit') : total.km === 0 ? t('figures.total.noKm') : t('figures.total.perKmOf', { n: km(total.km) })}</span>
      </Tile>
    </ul>
  )
}
