// How much there is, in one strip: over time, soon due, and where the rest stands; a figure leads to its list.
import { useTranslation } from 'react-i18next'
import { UNDER_WAY, useSummary, type State } from '../api/permits'
import type { ListAddress } from './address'

const NONE: Partial<ListAddress> = { all: true, q: '', state: null, kind: null, overdue: false }

export function SummaryStrip({ change }: { change: (part: Partial<ListAddress>) => void }) {
  const { t } = useTranslation()
  const sum = useSummary().data
  if (!sum) return null
  const of = (...states: State[]) => states.reduce((all, state) => all + (sum.states[state] ?? 0), 0)
  const figures: { key: 'overdue' | 'soon' | 'live' | 'correction' | 'government' | 'granted'; n: number; to?: Partial<ListAddress> }[] = [
    { key: 'overdue', n: sum.overdue, to: { ...NONE, overdue: true } },
    { key: 'soon', n: sum.soon },
    { key: 'live', n: of(...UNDER_WAY) },
    { key: 'correction', n: of('correction'), to: { ...NONE, state: 'correction' } },
    { key: 'government', n: of('government'), to: { ...NONE, state: 'government' } },
    { key: 'granted', n: of('granted'), to: { ...NONE, state: 'granted' } },
  ]
  return (
    <ul className="sb-permit-sums" data-testid="permit-sums">
      {figures.map(({ key, n, to }) => (
        <li key={key} data-loud={n > 0 && (key === 'overdue' || key === 'soon') ? key : undefined} data-testid={`permit-sum-${key}`}>
          <span>{t(`permits.sum.${key}`)}</span>
          {to && n > 0 ? <button type="button" className="sb-link" onClick={() => change(to)}>{n}</button> : <b>{n}</b>}
        </li>
      ))}
    </ul>
  )
}
