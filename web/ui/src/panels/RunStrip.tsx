// A run as a strip of its stops: planned and real times, and where the bus is between them.
import { useTranslation } from 'react-i18next'
import type { Card } from '../api/types'
import { named, wordOr } from '../i18n'
import { duration } from '../lib/format'
import { useClock } from '../lib/useClock'

/** A difference this small is on time; seconds. */
const ON_TIME_S = 60

export function RunStrip({ run }: { run: NonNullable<Card['run']> }) {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  const next = run.stops.findIndex((stop) => stop.arrived === null)
  return (
    <div className="sb-run">
      <p className="sb-strong">{run.line_name}</p>
      <p className="sb-muted sb-spread">
        <span>{run.direction && wordOr(t, `bus.direction.${run.direction}`, run.direction)}</span>
        {run.planned_start && run.planned_end && (
          <span>{t('bus.planned', { from: clock.time(run.planned_start), to: clock.time(run.planned_end) })}</span>
        )}
        <span>{wordOr(t, `bus.runState.${run.state}`, run.state)}</span>
        <Lateness seconds={run.late_s} />
      </p>
      <ol className="sb-strip">
        {run.stops.map((stop, index) => (
          <li key={`${stop.seq ?? index} ${stop.name}`} data-done={stop.arrived !== null} data-next={index === next} aria-current={index === next ? 'step' : undefined}>
            <span className="sb-strip-name">{named(i18n.language, stop.name, stop.name_en)}</span>
            <span className="sb-strip-time">
              {stop.planned && <span title={t('bus.stopPlanned', { time: clock.time(stop.planned) })}>{clock.time(stop.planned)}</span>}
              <b>{stop.arrived ? clock.time(stop.arrived) : t('bus.stopAhead')}</b>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

export function Lateness({ seconds }: { seconds: number | null | undefined }) {
  const { t } = useTranslation()
  if (seconds === null || seconds === undefined) return null
  if (Math.abs(seconds) < ON_TIME_S) return <span>{t('bus.onTime')}</span>
  const length = duration(t, Math.abs(seconds))
  return seconds > 0 ? (
    <span className="sb-late">{t('bus.lateBy', { duration: length })}</span>
  ) : (
    <span>{t('bus.earlyBy', { duration: length })}</span>
  )
}
