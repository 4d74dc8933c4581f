// What a file shows beside its steps: opinions, terms, content, sign, life.
import { useTranslation } from 'react-i18next'
import { letterAddress, signSheetAddress, type Opinion, type PermitClock, type PermitEvent, type PermitFile, type SignFile } from '../api/permits'
import { useClock } from '../lib/useClock'
import { Facts } from '../ui/Facts'
import { Left } from './Chips'
import { Steps } from './Steps'
import { clockWords, detailWords, eventWords, lawWords, stateWords, whenWords } from './words'

export function Opinions({ one, version }: { one: PermitFile; version: number }) {
  const { t } = useTranslation()
  if (one.opinions.length === 0) return null
  return (
    <section className="sb-permit-card" data-testid="permit-opinions">
      <h3>{t('permits.file.opinions')}</h3>
      <ul className="sb-permit-opinions">
        {one.opinions.map((opinion) => <OneOpinion key={opinion.office} opinion={opinion} one={one} version={version} />)}
      </ul>
    </section>
  )
}

function OneOpinion({ opinion, one, version }: { opinion: Opinion; one: PermitFile; version: number }) {
  const { t } = useTranslation()
  const clock = useClock()
  const said = [
    t('permits.opinion.sent', { day: opinion.sent_on }),
    opinion.appointment ? t('permits.opinion.appointment', { time: whenWords(clock, opinion.appointment) }) : '',
    opinion.replied_on ? t('permits.opinion.replied', { day: opinion.replied_on }) : '',
  ]
  return (
    <li data-testid={`opinion-${opinion.office}`}>
      <span className="sb-inline">
        <b>{t(`permits.office.${opinion.office}`)}</b>
        <span className="sb-chip" data-tone={opinion.opinion === 'agrees' ? 'good' : opinion.opinion === 'disagrees' ? 'bad' : 'quiet'}>{opinion.opinion ? t(`permits.opinion.${opinion.opinion}`) : stateWords(t, opinion.office, opinion.state)}</span>
      </span>
      <span className="sb-fine">{said.filter(Boolean).join(t('common.comma'))}</span>
      {opinion.note && <span className="sb-desk-event-said">{opinion.note}</span>}
      <Steps of={{ one, subject: opinion.office, version }} may={opinion.may} small />
    </li>
  )
}

export function Clocks({ clocks }: { clocks: PermitClock[] }) {
  const { t } = useTranslation()
  const stopped = clocks.filter((one) => one.stopped_on !== null)
  return (
    <section className="sb-permit-card" data-testid="permit-clocks">
      <h3>{t('permits.file.clocks')}</h3>
      {clocks.length === 0 && <p className="sb-muted">{t('permits.clock.none')}</p>}
      <ul className="sb-permit-clocks">{clocks.filter((one) => one.stopped_on === null).map((one) => <OneClock key={one.name} one={one} />)}</ul>
      {stopped.length > 0 && (
        <details className="sb-versions">
          <summary>{t('permits.clock.ended', { n: stopped.length })}</summary>
          <ul className="sb-permit-clocks">{stopped.map((one) => <OneClock key={`${one.name} ${one.began_on} ${one.stopped_on ?? ''}`} one={one} />)}</ul>
        </details>
      )}
    </section>
  )
}

function OneClock({ one }: { one: PermitClock }) {
  const { t } = useTranslation()
  return (
    <li data-over={one.stopped_on !== null}>
      <span className="sb-permit-clock-head">
        <b>{clockWords(t, one.name)}</b>
        {one.stopped_on ? <span className="sb-fine">{t('permits.clock.stopped', { day: one.stopped_on })}</span> : <Left one={one} />}
      </span>
      <span className="sb-fine">{[t('permits.clock.days', { n: one.days }), t('permits.clock.from', { day: one.began_on }), t('permits.due', { day: one.due_on })].join(' · ')}</span>
      <span className="sb-fine">{lawWords(t, one.article)}</span>
    </li>
  )
}

export function Content({ one }: { one: PermitFile }) {
  const { t } = useTranslation()
  const plan = one.content
  const names = (all: { name: string }[]) => (all.length > 0 ? all.map(({ name }) => name).join(t('common.comma')) : <span className="sb-fine">{t('permits.plan.nothing')}</span>)
  const insured = plan.insured_from || plan.insured_until ? t('permits.plan.period', { from: plan.insured_from ?? '—', until: plan.insured_until ?? '—' }) : null
  return (
    <section className="sb-permit-card" data-testid="permit-content">
      <h3>{t('permits.file.content')}</h3>
      <Facts
        facts={[
          [t('permits.file.permit'), one.permit?.name ?? null],
          [t('permits.plan.drivers'), names(one.drivers)],
          [t('permits.plan.attendants'), names(one.attendants)],
          [t('permits.plan.lines'), names(one.lines)],
          [t('permits.plan.seats'), plan.seats === null ? null : t('permits.plan.persons', { n: plan.seats })],
          [t('permits.plan.insurer'), [plan.insurer, plan.insurance_number].filter(Boolean).join(' · ') || null],
          [t('permits.plan.insured'), insured],
          [t('permits.plan.safety'), plan.safety_system ? t('permits.plan.safetyYes') : t('permits.plan.safetyNo')],
          [t('permits.plan.officer'), plan.safety_officer],
          [t('permits.plan.letter'), plan.letter_signed_on],
          [t('permits.plan.remarks'), plan.remarks],
        ]}
      />
    </section>
  )
}

export function Signs({ one }: { one: PermitFile }) {
  const { t } = useTranslation()
  if (one.signs.length === 0) return null
  return (
    <section className="sb-permit-card" data-testid="permit-signs">
      <h3>{t('permits.file.signs')}</h3>
      <ul className="sb-permit-opinions">{one.signs.map((sign) => <OneSign key={sign.id} sign={sign} one={one} />)}</ul>
      <a href={signSheetAddress(one.id)} target="_blank" rel="noreferrer">{t('permits.sign.sheet')}</a>
    </section>
  )
}

function OneSign({ sign, one }: { sign: SignFile; one: PermitFile }) {
  const { t } = useTranslation()
  const said = [t('permits.sign.filed', { day: sign.filed_on }), sign.valid_to ? t('permits.sign.until', { day: sign.valid_to }) : '']
  return (
    <li data-testid="permit-sign">
      <span className="sb-inline">
        <b>{sign.number ? t('permits.sign.number', { n: sign.number }) : t('permits.file.signs')}</b>
        <span className="sb-chip" data-tone={sign.state === 'issued' ? 'good' : 'quiet'}>{stateWords(t, 'sign', sign.state)}</span>
      </span>
      <span className="sb-fine">{said.filter(Boolean).join(t('common.comma'))}</span>
      <Steps of={{ one, subject: 'sign', version: sign.version, sign: sign.id }} may={sign.may} small />
    </li>
  )
}

export function Life({ id, events }: { id: string; events: PermitEvent[] }) {
  const { t } = useTranslation()
  return (
    <section className="sb-permit-card" data-testid="permit-life">
      <h3>{t('permits.file.life')}</h3>
      <ol className="sb-history sb-desk-history">{events.toReversed().map((event, n) => <Event key={event.id} id={id} event={event} now={n === 0} />)}</ol>
    </section>
  )
}

function Event({ id, event, now }: { id: string; event: PermitEvent; now: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const said = [detailWords(t, event, clock), event.note].filter(Boolean).join(t('permits.life.join'))
  return (
    <li data-now={now} data-step={event.step}>
      <span className="sb-desk-event"><b>{eventWords(t, event)}</b><time className="sb-fine" dateTime={event.at}>{whenWords(clock, event.at)}</time></span>
      <span className="sb-fine sb-inline">
        {event.by?.name ?? t('permits.life.program')}
        {event.dated_on !== clock.date(event.at) && <span>{t('permits.life.by', { day: event.dated_on })}</span>}
        {event.recorded && <span className="sb-chip">{t('permits.life.recorded')}</span>}
      </span>
      {said && <span className="sb-desk-event-said">{said}</span>}
      {event.letter && <a href={letterAddress(id, event.id)} target="_blank" rel="noreferrer">{t('permits.life.letter')}</a>}
    </li>
  )
}
