// How much of a bus's data of this month is qualified, leading to its figures and days.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { rateOr } from './figures'
import { qualityOf, type Qualified } from './useBusQuality'

export function QualifiedOf({ vehicle, figure }: { vehicle: string | undefined; figure: Qualified | undefined }) {
  const { t } = useTranslation()
  if (vehicle === undefined || figure === undefined) return <span className="sb-muted">{t('common.none')}</span>
  return (
    <Link href={qualityOf(vehicle)} className="sb-rate" data-poor={figure.poor} data-testid="qualified" onClick={(event) => event.stopPropagation()}>
      {rateOr(figure.share, '')}
    </Link>
  )
}
