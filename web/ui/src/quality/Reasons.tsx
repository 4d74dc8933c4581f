// Why records do not qualify, and what else is to be known of them; the most frequent first.
import { useTranslation } from 'react-i18next'
import type { Quality, Reason } from '../api/quality'
import { named, wordOr } from '../i18n'
import { count, percent } from './figures'

interface Line {
  key: string
  name: string
  number: number
  bad: boolean
}

export function Reasons({ shown, reasons }: { shown: Quality; reasons: Reason[] }) {
  const { t, i18n } = useTranslation()
  const known = new Map(reasons.map((reason) => [reason.id, reason]))
  const fixes = Object.entries(shown.reasons).map(([id, number]): Line => {
    const reason = known.get(id)
    return { key: id, number, bad: reason?.unqualifying ?? false, name: reason ? named(i18n.language, reason.name.zh, reason.name.en) : id }
  })
  const parked = Object.entries(shown.parked_reasons).map(([id, number]): Line => {
    return { key: `parked.${id}`, number, bad: true, name: t('quality.unusable', { reason: wordOr(t, `parkedReason.${id}`, id) }) }
  })
  const repeated: Line[] = shown.repeated > 0 ? [{ key: 'again', number: shown.repeated, bad: false, name: t('quality.repeated') }] : []
  const lines = [...fixes, ...parked, ...repeated].sort((a, b) => Number(b.bad) - Number(a.bad) || b.number - a.number)
  if (lines.length === 0) return <p className="sb-muted">{t('quality.noReasons')}</p>
  const most = Math.max(...lines.map((line) => line.number))
  return (
    <ul className="sb-reasons" data-testid="quality-reasons">
      {lines.map((line) => (
        <li key={line.key} data-bad={line.bad}>
          <span className="sb-reason-name">
            {line.name}
            {line.bad && <span className="sb-chip" data-tone="bad">{t('quality.unqualified')}</span>}
          </span>
          <span className="sb-reason-count">
            {count(line.number)}
            {shown.received > 0 && <small>{percent(line.number / shown.received)}</small>}
          </span>
          <span className="sb-reason-bar" aria-hidden><i style={{ width: `${Math.max(1, (100 * line.number) / most)}%` }} /></span>
        </li>
      ))}
    </ul>
  )
}
