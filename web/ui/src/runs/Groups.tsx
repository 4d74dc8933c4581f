// The runs of a day by line or by bus: when, who, how each stands and what is not recorded.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Board, BoardRun, RunState } from '../api/runs'
import { named } from '../i18n'
import { duration } from '../lib/format'
import { useClock } from '../lib/useClock'
import { useBoth } from '../registers/Items'
import { Plate } from '../ui/Plate'
import { grouped } from './address'

export const TONE: Record<RunState, string> = { not_started: 'bad', due: 'late', ready: 'good', under_way: 'good', at_school: 'good', ended: 'quiet', cancelled: 'quiet' }
export const MARK: Record<RunState, string> = { not_started: '!', due: '○', ready: '✓', under_way: '▶', at_school: '◆', ended: '■', cancelled: '✕' }
const LATE_S = 60

export function Groups({ board, by }: { board: Board; by: 'line' | 'bus' }) {
  const { t, i18n } = useTranslation()
  return (
    <div className="sb-runs" data-testid="runs">
      {grouped(board.items, by).map(({ key, first, runs }) => (
        <section key={key} className="sb-card" data-testid={`runs-group-${key}`}>
          <div className="sb-ride-head">
            <h2>{by === 'line' ? named(i18n.language, first.line_name, first.line_name_en) : <Plate plate={first.plate} />}</h2>
            <span className="sb-fine">{by === 'line' ? `${named(i18n.language, first.school, first.school_en)} · ${t(`bus.direction.${first.direction}`)}` : first.operator}</span>
          </div>
          <ul className="sb-run-rows">{runs.map((run) => <Row key={run.id} run={run} by={by} />)}</ul>
        </section>
      ))}
    </div>
  )
}

function Row({ run, by }: { run: BoardRun; by: 'line' | 'bus' }) {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  return (
    <li data-state={run.state} data-testid={`run-${run.id}`}>
      <b className="sb-run-time">{clock.time(run.planned_start)}<span className="sb-fine">{`–${clock.time(run.planned_end)}`}</span></b>
      <span className="sb-run-what">
        <Link href={`/map?bus=${run.vehicle_id}`}>{by === 'line' ? <Plate plate={run.plate} /> : named(i18n.language, run.line_name, run.line_name_en)}</Link>
        {by === 'line' && run.operator && <span className="sb-fine">{run.operator}</span>}
        {by === 'bus' && <span className="sb-fine">{`${named(i18n.language, run.school, run.school_en)} · ${t(`bus.direction.${run.direction}`)}`}</span>}
      </span>
      <span className="sb-run-state">
        <span className="sb-chip" data-tone={TONE[run.state]} title={t(`runs.stateHint.${run.state}`)}>{`${MARK[run.state]} ${t(`runs.state.${run.state}`)}`}</span>
        <Progress run={run} />
      </span>
      <span className="sb-run-people">
        <Recorded label={t('runs.driver')} value={run.driver} />
        <Recorded label={t('runs.attendant')} value={run.attendant} />
        {(run.state === 'ended' || run.state === 'at_school') && <Recorded label={t('runs.sweep')} value={null} />}
      </span>
      <Papers run={run} />
    </li>
  )
}

function Progress({ run }: { run: BoardRun }) {
  const { t } = useTranslation()
  const clock = useClock()
  const both = useBoth()
  return (
    <span className="sb-fine">
      {run.waits_s !== null && <b className="sb-late">{t('runs.waits', { length: duration(t, run.waits_s) })}</b>}
      {(run.state === 'under_way' || run.state === 'at_school') && run.stop !== null && <span>{t('runs.stop', { n: run.stop, of: run.stops })}</span>}
      {run.state === 'under_way' && run.started_at && <span>{t('runs.started', { at: clock.time(run.started_at) })}</span>}
      {run.state === 'ended' && run.ended_at && <span>{t('runs.ended', { at: clock.time(run.ended_at) })}</span>}
      {run.late_s !== null && run.late_s >= LATE_S && run.state !== 'ended' && <span className="sb-late">{t('runs.late', { length: duration(t, run.late_s) })}</span>}
      {run.reason && <span>{run.state === 'cancelled' ? both(run.reason) : `${t('runs.moved')} · ${both(run.reason)}`}</span>}
    </span>
  )
}

function Recorded({ label, value }: { label: string; value: string | null }) {
  const { t } = useTranslation()
  return <span className="sb-fine">{label} {value === null ? <i className="sb-run-none">{t('runs.notRecorded')}</i> : <b>{value}</b>}</span>
}

function Papers({ run }: { run: BoardRun }) {
  const { t } = useTranslation()
  const both = useBoth()
  if (run.papers === null) return <span />
  const tone = { yes: 'good', no: 'bad', cannot_tell: 'late' }[run.papers]
  return (
    <span className="sb-run-papers">
      <span className="sb-chip" data-tone={tone}>{t(`runs.papers.${run.papers}`)}</span>
      {run.amiss.map((one) => <span key={one.rule} className="sb-fine" data-rule={one.rule}>{`${one.said === 'breach' ? '✕' : '?'} ${both(one.title)}`}{one.missing && ` · ${both(one.missing)}`}</span>)}
    </span>
  )
}
