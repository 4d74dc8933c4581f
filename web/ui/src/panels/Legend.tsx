// The legend: explains each state's shape, counts its buses, and hides or shows them.
import { useTranslation } from 'react-i18next'
import { Tooltip } from 'antd'
import type { BusState } from '../api/types'
import { toggled } from '../lib/address'
import { useLiveSummary } from '../live/context'
import { BUS_STATES, shownState } from '../map/states'
import { StateIcon } from '../ui/StateIcon'

interface Props {
  hidden: readonly BusState[]
  onHidden: (hidden: BusState[]) => void
}

export function Legend({ hidden, onHidden }: Props) {
  const { t } = useTranslation()
  const counts = useLiveSummary((live) => live.counts)
  const behind = useLiveSummary((live) => live.behind)
  const total = useLiveSummary((live) => live.buses.size)
  const unproven = useLiveSummary((live) => live.unproven)
  return (
    <section className="sb-legend" aria-label={t('legend.title')} data-testid="legend">
      <ul>
        {BUS_STATES.map((state) => {
          const shown = shownState(state, behind)
          const off = hidden.includes(state)
          const meaning = t(`stateMeaning.${shown}`)
          return (
            <li key={state}>
              <Tooltip title={meaning} placement="right" mouseEnterDelay={0.4}>
                <button
                  type="button"
                  aria-pressed={!off}
                  aria-label={t('legend.toggle', { state: t(`state.${shown}`), count: counts[shown], meaning })}
                  data-testid={`legend-${state}`}
                  data-state={shown}
                  onClick={() => onHidden(toggled(hidden, state))}
                >
                  <StateIcon state={shown} box_px={24} />
                  <span className="sb-legend-word">{t(`state.${shown}`)}</span>
                  <span className="sb-legend-count">{counts[shown]}</span>
                </button>
              </Tooltip>
            </li>
          )
        })}
      </ul>
      <p className="sb-legend-hint">{t('legend.heading')}</p>
      {unproven && <p className="sb-legend-hint">{t('legend.unproven')}</p>}
      <p className="sb-legend-foot">
        <span>{t('legend.total', { count: total })}</span>
        {hidden.length > 0 && (
          <button type="button" className="sb-link" onClick={() => onHidden([])}>
            {t('legend.showAll')}
          </button>
        )}
      </p>
    </section>
  )
}
