// Whether a rule is off, in trial or on: since when, for which operators otherwise, what it raised or would have.
import { useTranslation } from 'react-i18next'
import type { RuleMode } from '../api/rulebook'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'

const LONG_AGO = Date.parse('2001-01-01')

export function ModeFacts({ mode, days }: { mode: RuleMode; days: number }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(60_000)
  const since = (iso: string) => (Date.parse(iso) < LONG_AGO ? '' : t('rulebook.since', { time: clock.moment(iso, now) }))
  const counted = mode.would_have > 0 || mode.mode === 'trial' || mode.operators.some((one) => one.mode === 'trial')
  return (
    <div className="sb-mode">
      <p>
        <strong>{t('rulebook.district')}</strong> {t(`rulebook.mode.${mode.mode}`)} <span className="sb-muted">{mode.since === null ? t('rulebook.always') : since(mode.since)}</span>
      </p>
      {mode.operators.length > 0 && (
        <ul className="sb-plain" data-testid="own-modes">
          {mode.operators.map((one) => (
            <li key={one.organisation_id}>
              {t('rulebook.own', { name: one.organisation_name, mode: t(`rulebook.mode.${one.mode}`) })} <span className="sb-muted">{since(one.since)}</span>
            </li>
          ))}
        </ul>
      )}
      {counted && <p data-testid="would-have">{t('rulebook.wouldHave', { days, count: mode.would_have })}</p>}
      <p className="sb-muted">{t('rulebook.raised', { days, count: mode.raised })}</p>
      {mode.history.length > 0 && (
        <details>
          <summary>{t('rulebook.history')}</summary>
          <ul className="sb-plain sb-history">
            {mode.history.map((row) => (
              <li key={`${row.since}${row.organisation_id ?? ''}`}>
                {[row.organisation_name ?? t('rulebook.district'), t(`rulebook.mode.${row.mode}`), since(row.since), row.by ?? t('rulebook.byProgram'), row.source].filter(Boolean).join(' · ')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
