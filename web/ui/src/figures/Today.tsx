// The day it is: what was found until now, what waits, which buses were seen, how the runs stand.
import { useTranslation } from 'react-i18next'
import { SEVERITIES, useToday, type Today } from '../api/figures'
import { useClock } from '../lib/useClock'
import { Failure, Waiting } from '../ui/Answer'
import { askOf, listed } from './address'
import { useAsked } from './context'
import { Count } from './parts/Count'
import { Tile } from './parts/Tile'
import { percent, whole } from './parts/words'

export function TodayStrip() {
  const { t } = useTranslation()
  const clock = useClock()
  const { address } = useAsked()
  const answer = useToday(askOf(address))
  const now = answer.data
  return (
    <section className="sb-fig-today" aria-label={t('figures.today.title')} data-testid="figures-today">
      <header className="sb-fig-head">
        <h2>{t('figures.today.title')}</h2>
        {now && <span className="sb-fine">{t('figures.today.at', { day: now.day, time: clock.time(now.at) })}</span>}
      </header>
      {now ? <Tiles now={now} /> : answer.isError ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : <Waiting rows={3} />}
    </section>
  )
}

function Tiles({ now }: { now: Today }) {
  const { t } = useTranslation()
  const day = { first: now.day, last: now.day }
  return (
    <ul className="sb-fig-tiles">
      <Tile name={t('figures.today.findings')} figure={<Count n={now.findings} list={listed('findings', day)} testid="today-findings" />}>
        <Severities now={now} />
        <span>{t('figures.today.before', { n: whole(now.before) })}</span>
        {now.rejected > 0 && <span><Count n={now.rejected} list={listed('findings', { ...day, rejected: 'true' })} /> {t('figures.columns.rejected')}</span>}
      </Tile>
      <Tile name={t('figures.today.open')} figure={<Count n={now.open} list={listed('cases', { set: 'open' })} testid="today-open" />}>
        <span className={now.overdue > 0 ? 'sb-open' : ''}>{t('figures.today.overdue')} <Count n={now.overdue} list={listed('cases', { set: 'overdue' })} testid="today-overdue" /></span>
        <span>{t('figures.today.unanswered')} <Count n={now.unanswered} list={listed('cases', { set: 'unanswered' })} testid="today-unanswered" /></span>
      </Tile>
      <Tile name={t('figures.today.inTime')} figure={<b>{percent(now.handling.in_time_rate)}</b>}>
        <span>{t('figures.columns.given')} <Count n={now.handling.given} list={listed('cases', { ...day, set: 'given' })} /></span>
        <span>{t('figures.columns.inTime')} <Count n={now.handling.in_time} list={listed('cases', { ...day, set: 'in_time' })} /></span>
        <span>{t('figures.columns.running')} <Count n={now.handling.running} list={listed('cases', { ...day, set: 'running' })} /></span>
      </Tile>
      <Tile name={t('figures.today.seen')} figure={<Count n={now.buses.seen} list={listed('buses', { seen: 'true' })} testid="today-seen" />}>
        <span>{t('figures.list.unseen')} <Count n={now.buses.unseen} list={listed('buses', { seen: 'false' })} testid="today-unseen" /></span>
      </Tile>
      <Tile name={t('figures.today.underWay')} figure={<Count n={now.runs.under_way} list={listed('runs', { ...day, state: 'under_way' })} testid="today-under-way" />}>
        <span>{t('figures.list.run.planned')} <Count n={now.runs.planned} list={listed('runs', { ...day, state: 'planned' })} /></span>
        <span>{t('figures.list.run.ended')} <Count n={now.runs.ended} list={listed('runs', { ...day, state: 'ended' })} /></span>
      </Tile>
    </ul>
  )
}

function Severities({ now }: { now: Today }) {
  return (
    <span className="sb-fig-severities">
      {SEVERITIES.filter((one) => now.severities[one] > 0).map((one) => (
        <span key={one}>
          <i className="sb-severity" data-severity={one}>{one}</i> <Count n={now.severities[one]} list={listed('findings', { first: now.day, last: now.day, severity: one })} />
        </span>
      ))}
    </span>
  )
}
