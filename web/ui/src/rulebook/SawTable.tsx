// What each rule saw, a line a rule: its answer, the values, how long it has lasted of how long it must, and the nearest miss.
import { useTranslation } from 'react-i18next'
import type { Saw, Why } from '../api/rulebook'
import { duration, quantity } from '../lib/format'
import { useClock } from '../lib/useClock'

const LOUD: Readonly<Record<string, string>> = { open: 'bad', patience: 'late', in_order: 'good' }

export function SawTable({ why }: { why: Why }) {
  const { t } = useTranslation()
  const minutes = Math.round(why.nearest_within_s / 60)
  if (why.rules.length === 0) return null
  return (
    <div className="sb-saw-frame">
      <table className="sb-saw" data-testid="saw">
        <thead>
          <tr>
            <th>{t('rulebook.rule')}</th><th>{t('rulebook.result')}</th><th>{t('rulebook.measured')}</th><th>{t('rulebook.patience')}</th><th>{t('rulebook.nearest', { minutes })}</th>
          </tr>
        </thead>
        <tbody>{why.rules.map((saw) => <Row key={saw.rule} saw={saw} />)}</tbody>
      </table>
    </div>
  )
}

function Row({ saw }: { saw: Saw }) {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  const known = saw.reason as 'in_order'
  const trial = saw.mode === 'trial' && (saw.reason === 'open' || saw.reason === 'patience')
  const values = [saw.measured, saw.allowed].map((value) => (value === null ? null : quantity(t, value, saw.unit)))
  const busy = saw.fixes > 0
  const seconds = t('rulebook.so', { have: duration(t, saw.seconds), want: duration(t, saw.wanted_seconds) })
  const lasted = [
    seconds,
    ...(saw.wanted_metres > 0 ? [t('rulebook.metresSo', { have: Math.round(saw.metres), want: saw.wanted_metres })] : []),
    t('rulebook.fixesSo', { have: saw.fixes, want: saw.wanted_fixes }),
  ]
  return (
    <tr data-testid={`saw-${saw.rule}`}>
      <th scope="row"><code>{saw.rule}</code> {saw.title[i18n.language === 'en' ? 'en' : 'zh']}</th>
      <td>
        <span className="sb-inline">
          <span className="sb-chip" data-tone={LOUD[saw.reason] ?? 'quiet'}>{t(`rulebook.reason.${known}`)}</span>
          {trial && <span className="sb-chip" data-tone="late">{t('rulebook.reason.trial')}</span>}
        </span>
      </td>
      <td>{saw.measured === null ? t('common.none') : values.filter(Boolean).join(' / ')}</td>
      <td>{busy ? lasted.join(' · ') : t('common.none')}</td>
      <td>{saw.nearest ? t('rulebook.nearestSo', { time: clock.seconds(saw.nearest.since), seconds: duration(t, saw.nearest.seconds), fixes: saw.nearest.fixes }) : t('common.none')}</td>
    </tr>
  )
}
