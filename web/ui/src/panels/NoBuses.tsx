// Said on the map when there is no bus to show: a parent between two runs, a district that has just begun.
import { useTranslation } from 'react-i18next'
import { useLiveSummary } from '../live/context'

export function NoBuses() {
  const { t } = useTranslation()
  const none = useLiveSummary((live) => live.loaded && live.buses.size === 0)
  if (!none) return null
  return (
    <div className="sb-no-buses" role="status" data-testid="no-buses">
      <p className="sb-strong">{t('legend.none')}</p>
      <p className="sb-muted">{t('legend.noneHint')}</p>
    </div>
  )
}
