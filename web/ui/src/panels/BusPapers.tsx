// The papers and people of a bus: permit and sign with their validity, operator, driver, attendant.
import { useTranslation } from 'react-i18next'
import type { Card, Person } from '../api/types'
import { useClock } from '../lib/useClock'
import { named, wordOr } from '../i18n'
import { PapersCheck } from '../rulebook/PapersCheck'
import { Facts } from '../ui/Facts'

export function BusPapers({ card }: { card: Card }) {
  const { t } = useTranslation()
  const { permit, sign, vehicle } = card
  return (
    <>
      <section className="sb-block">
        <h3>{t('bus.permit')}</h3>
        <Facts
          facts={[
            [t('columns.permit'), permit ? <PermitNumber key="n" permit={permit} /> : <span key="none" className="sb-open">{t('bus.permitNone')}</span>],
            [t('bus.sign'), sign ? <SignNumber key="s" sign={sign} /> : t('bus.noSign')],
            [t('columns.line'), permit && permit.lines.length > 0 ? <LineNames key="l" lines={permit.lines} /> : null],
          ]}
        />
      </section>
      <PapersCheck vehicle={vehicle.id} run={card.run?.id ?? null} />
      <section className="sb-block">
        <h3>{t('bus.title')}</h3>
        <Facts
          facts={[
            [t('bus.operator'), vehicle.operator_name ?? t('bus.unknown')],
            [t('bus.driver'), <Contact key="d" person={card.driver} />],
            [t('bus.attendant'), <Contact key="a" person={card.attendant} />],
            [t('bus.type'), vehicle.type && wordOr(t, `vehicleType.${vehicle.type}`, vehicle.type)],
            [t('bus.seats'), vehicle.seats],
          ]}
        />
      </section>
    </>
  )
}

function PermitNumber({ permit }: { permit: NonNullable<Card['permit']> }) {
  const { t } = useTranslation()
  const clock = useClock()
  const word = { in_force: t('bus.permitInForce'), expired: t('bus.permitExpired'), not_yet: t('bus.permitNotYet'), none: t('bus.permitNone') }[permit.state]
  const from = permit.valid_from && clock.date(permit.valid_from)
  const to = permit.valid_to && clock.date(permit.valid_to)
  return (
    <>
      <span className="sb-inline">
        {permit.number} <span className="sb-chip" data-tone={permit.state === 'in_force' ? 'good' : 'bad'}>{word}</span>
      </span>
      <div className="sb-muted">{to ? (from ? t('bus.validFromTo', { from, to }) : t('bus.validTo', { date: to })) : t('bus.validOpen')}</div>
    </>
  )
}

function SignNumber({ sign }: { sign: NonNullable<Card['sign']> }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <>
      {sign.number}
      {sign.valid_to && <div className="sb-muted">{t('bus.validTo', { date: clock.date(sign.valid_to) })}</div>}
    </>
  )
}

function LineNames({ lines }: { lines: NonNullable<Card['permit']>['lines'] }) {
  const { i18n } = useTranslation()
  return (
    <ul className="sb-plain">
      {lines.map((line) => <li key={line.id}>{named(i18n.language, line.name, line.name_en)}</li>)}
    </ul>
  )
}

function Contact({ person }: { person: Person | null }) {
  const { t, i18n } = useTranslation()
  if (!person) return <>{t('bus.unknown')}</>
  return (
    <span className="sb-inline">
      {named(i18n.language, person.name, person.name_en)}
      {person.phone_masked && <span className="sb-muted">{person.phone_masked}</span>}
    </span>
  )
}
