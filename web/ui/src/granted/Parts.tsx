// What a permit's page shows: versions and when they ruled, drivers, signs, revocations, papers, its life.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { heldLetterAddress, heldPaperAddress, type HeldEvent, type HeldFile, type HeldVersion, type Penalty, type Qualification, type SignLife } from '../api/granted'
import type { PermitClock } from '../api/permits'
import { wordOr } from '../i18n'
import { useClock } from '../lib/useClock'
import { Left } from '../permits/Chips'
import { clockWords, stateWords, stepWords, whenWords } from '../permits/words'
import { Facts } from '../ui/Facts'
import { HeldSteps } from './HeldSteps'

export function Versions({ one }: { one: HeldFile }) {
  const { t } = useTranslation()
  const [newest, ...older] = one.versions
  if (!newest) return null
  return (
    <section className="sb-permit-card" data-testid="held-versions">
      <h3>{t('granted.versions')}</h3>
      <OneVersion version={newest} />
      {older.length > 0 && (
        <details className="sb-versions">
          <summary>{t('granted.older', { n: older.length })}</summary>
          {older.map((version) => <OneVersion key={version.id} version={version} />)}
        </details>
      )}
    </section>
  )
}

function OneVersion({ version }: { version: HeldVersion }) {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  const names = (all: string[]) => all.join(t('common.comma')) || <span className="sb-fine">{t('permits.plan.nothing')}</span>
  return (
    <div className="sb-granted-version" data-testid="held-version">
      <b>{t('permits.paper.version', { n: version.version })}</b>
      <Facts
        facts={[
          [t('granted.valid'), t('permits.plan.period', { from: version.valid_from, until: version.valid_to ?? t('granted.noEnd') })],
          [t('granted.grantedOn'), version.granted_on],
          [t('granted.owner'), version.owner.name],
          [t('permits.plan.seats'), t('permits.plan.persons', { n: version.seats })],
          [t('permits.plan.drivers'), names(version.drivers.map(({ name }) => name))],
          [t('permits.plan.lines'), names(version.lines.map((line) => (i18n.language === 'en' ? line.name_en ?? line.name : line.name)))],
        ]}
      />
      <ul className="sb-plain sb-fine">
        {version.stretches.map((one) => <li key={one.since} data-testid="held-stretch">{t('granted.stretch', { since: whenWords(clock, one.since), until: one.until ? whenWords(clock, one.until) : t('granted.noEnd') })}</li>)}
        {version.stretches.length === 0 && <li>{t('granted.noStretch')}</li>}
      </ul>
    </div>
  )
}

export function Drivers({ drivers }: { drivers: Qualification[] }) {
  const { t } = useTranslation()
  if (drivers.length === 0) return null
  return (
    <section className="sb-permit-card" data-testid="held-drivers">
      <h3>{t('granted.drivers')}</h3>
      <ul className="sb-permit-opinions">{drivers.map((one) => <OneDriver key={one.person.id} one={one} />)}</ul>
    </section>
  )
}

/** A driver's qualification with the steps that the reader may take; also for the driver's own page. */
export function OneDriver({ one }: { one: Qualification }) {
  const { t } = useTranslation()
  const said = [
    one.classes.length > 0 ? t('granted.driver.classes', { list: one.classes.join(' ') }) : '',
    one.endorsed_on ? t('granted.driver.endorsed', { day: one.endorsed_on }) : '',
    one.reviewed_on ? t('granted.driver.reviewed', { day: one.reviewed_on }) : '',
    one.review_due ? t('granted.driver.reviewDue', { day: one.review_due }) : '',
    one.ended_on ? t('granted.driver.ended', { day: one.ended_on }) : '',
  ]
  return (
    <li data-testid="held-driver" data-person={one.person.id}>
      <span className="sb-inline">
        <b>{one.person.name}</b>
        <span className="sb-chip" data-tone={one.state === 'held' ? 'good' : 'bad'}>{stateWords(t, 'qualification', one.state)}</span>
      </span>
      <span className="sb-fine">{said.filter(Boolean).join(t('common.comma'))}</span>
      <HeldSteps target={{ subject: 'qualification', id: one.person.id }} version={one.version} may={one.may} papers={one.documents} of={{ person_id: one.person.id }} small />
    </li>
  )
}

export function SignLives({ one }: { one: HeldFile }) {
  const { t } = useTranslation()
  return (
    <section className="sb-permit-card" data-testid="held-signs">
      <h3>{t('permits.file.signs')}</h3>
      {one.signs.length === 0 && <p className="sb-muted">{t('granted.noSign')}</p>}
      {one.signs.length > 0 && <ul className="sb-permit-opinions">{one.signs.map((sign) => <OneSign key={sign.id ?? `of ${sign.application_id ?? ''}`} sign={sign} one={one} />)}</ul>}
    </section>
  )
}

function OneSign({ sign, one }: { sign: SignLife; one: HeldFile }) {
  const { t } = useTranslation()
  const said = [sign.issued_on ? t('granted.signIssued', { day: sign.issued_on }) : '', sign.valid_to ? t('permits.sign.until', { day: sign.valid_to }) : '']
  return (
    <li data-testid="held-sign" data-state={sign.state}>
      <span className="sb-inline">
        <b>{sign.number ?? t('granted.signAsked')}</b>
        <span className="sb-chip" data-tone={sign.state === 'issued' ? 'good' : 'quiet'}>{stateWords(t, 'sign', sign.state)}</span>
      </span>
      <span className="sb-fine">{said.filter(Boolean).join(t('common.comma'))}</span>
      <Terms clocks={sign.clocks} />
      {sign.id && <HeldSteps target={{ subject: 'sign', id: sign.id }} version={sign.version} may={sign.may} papers={one.documents} of={{ permit_id: one.id }} small />}
      {!sign.id && sign.application_id && <Link href={`/permits/${sign.application_id}`}>{t('granted.application')}</Link>}
    </li>
  )
}

export function Penalties({ one }: { one: HeldFile }) {
  const { t } = useTranslation()
  if (one.penalties.length === 0) return null
  return (
    <section className="sb-permit-card" data-testid="held-penalties">
      <h3>{t('granted.penalties')}</h3>
      <ul className="sb-permit-opinions">{one.penalties.map((penalty) => <OnePenalty key={penalty.id} penalty={penalty} one={one} />)}</ul>
    </section>
  )
}

function OnePenalty({ penalty, one }: { penalty: Penalty; one: HeldFile }) {
  const { t } = useTranslation()
  return (
    <li data-testid="held-penalty-file" data-state={penalty.state}>
      <span className="sb-inline"><b>{penalty.number}</b><span className="sb-chip" data-tone={penalty.state === 'dropped' ? 'quiet' : 'bad'}>{stateWords(t, 'penalty', penalty.state)}</span></span>
      <span className="sb-fine">{t('granted.proposedOn', { day: penalty.opened_on })}</span>
      <span className="sb-desk-event-said">{penalty.reasons}</span>
      <Terms clocks={penalty.clocks} />
      <HeldSteps target={{ subject: 'penalty', id: penalty.id }} version={penalty.version} may={penalty.may} papers={one.documents} of={{ permit_id: one.id }} small />
    </li>
  )
}

function Terms({ clocks }: { clocks: PermitClock[] }) {
  const { t } = useTranslation()
  return (
    <>
      {clocks.filter((clock) => clock.stopped_on === null).map((clock) => (
        <span key={clock.name} className="sb-inline sb-fine" data-testid="held-clock">{clockWords(t, clock.name)} <Left one={clock} /> {t('permits.due', { day: clock.due_on })}</span>
      ))}
    </>
  )
}

export function Documents({ one }: { one: HeldFile }) {
  const { t } = useTranslation()
  if (one.documents.length === 0) return null
  return (
    <section className="sb-permit-card" data-testid="held-papers">
      <h3>{t('permits.file.papers')}</h3>
      <ul className="sb-plain">
        {one.documents.map((paper) => <li key={paper.id}><a href={heldPaperAddress(paper.id)} target="_blank" rel="noreferrer">{t(`granted.paper.${paper.kind}`)} · {paper.name}</a> <span className="sb-fine">{paper.by.name}</span></li>)}
      </ul>
    </section>
  )
}

export function HeldLife({ one }: { one: HeldFile }) {
  const { t } = useTranslation()
  return (
    <section className="sb-permit-card" data-testid="held-life">
      <h3>{t('granted.life')}</h3>
      {one.events.length === 0 && <p className="sb-muted">{t('granted.noLife')}</p>}
      {one.events.length > 0 && <ol className="sb-history sb-desk-history">{one.events.toReversed().map((event, n) => <Event key={event.id} permit={one.id} event={event} now={n === 0} />)}</ol>}
    </section>
  )
}

function Event({ permit, event, now }: { permit: string; event: HeldEvent; now: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const text = (name: string) => (typeof event.detail[name] === 'string' ? event.detail[name] : null)
  const step = wordOr(t, `procedure.step.${event.subject}.${event.step}`, wordOr(t, `granted.steps.${event.step}`, stepWords(t, event.subject, event.step)))
  const words = event.subject === 'permit' ? step : t('permits.life.of', { subject: wordOr(t, `granted.subject.${event.subject}`, event.subject), step })
  const comma = t('common.comma')
  const said = [
    text('penalty'), text('document_number') ? t('permits.life.document', { n: text('document_number') }) : null, text('number') ? t('permits.life.number', { n: text('number') }) : null,
    text('valid_to') ? t('permits.sign.until', { day: text('valid_to') }) : null, text('renew_by') ? t('granted.renewBy', { day: text('renew_by') }) : null,
  ].filter(Boolean).join(comma)
  return (
    <li data-now={now} data-step={event.step}>
      <span className="sb-desk-event"><b>{words}</b><time className="sb-fine" dateTime={event.at}>{whenWords(clock, event.at)}</time></span>
      <span className="sb-fine sb-inline">
        {event.by?.name ?? t('permits.life.program')}
        {event.dated_on !== clock.date(event.at) && <span>{t('permits.life.by', { day: event.dated_on })}</span>}
        {event.recorded && <span className="sb-chip">{t('permits.life.recorded')}</span>}
      </span>
      {(said || event.note) && <span className="sb-desk-event-said">{[said, event.note].filter(Boolean).join(t('permits.life.join'))}</span>}
      {event.letter && event.application_id === null && <a href={heldLetterAddress(permit, event.event_id)} target="_blank" rel="noreferrer">{t('permits.life.letter')}</a>}
    </li>
  )
}
