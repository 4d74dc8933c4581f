// Who may ride on the next school day and why not: phone first, those that may not at the head, each reason with what to do.
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { useOrganisations } from '../api/hazards'
import { useSession } from '../api/queries'
import { useTomorrow, type May, type MayRide, type Reason } from '../api/registers'
import { named } from '../i18n'
import { ArticleOf, useBoth } from '../registers/Items'
import { Failure, Waiting } from '../ui/Answer'
import { PageFrame } from '../ui/PageFrame'

const TONE: Record<May, string> = { yes: 'good', no: 'bad', cannot_tell: 'late' }
const MARK: Record<May, string> = { yes: '✓', no: '✕', cannot_tell: '?' }
const KINDS = ['vehicles', 'drivers', 'attendants'] as const

export default function TomorrowPage() {
  const { t, i18n } = useTranslation()
  const [, navigate] = useLocation()
  const organisation = new URLSearchParams(useSearch()).get('of')
  const role = useSession().data?.role
  const own = role === 'operator' || role === 'school'
  const all = useOrganisations().data ?? []
  const options = all.filter((one) => one.kind === 'school' || one.kind === 'operator').map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))
  const answer = useTomorrow(organisation)
  const lead = answer.data ? t(answer.data.classes_known ? 'registers.ride.lead' : 'registers.ride.working', { day: answer.data.day }) : ''
  return (
    <PageFrame
      title={t('registers.ride.title')} lead={lead}
      actions={!own && <Select allowClear showSearch={{ optionFilterProp: 'label' }} className="sb-toolbar-filter" popupMatchSelectWidth={false} placeholder={t('registers.ride.all')} aria-label={t('registers.ride.whose')} value={organisation} options={options} onChange={(value) => navigate(`/registers/tomorrow${value ? `?of=${value}` : ''}`, { replace: true })} data-testid="ride-of" />}
    >
      <Link href="/registers" className="sb-permit-back">{`← ${t('registers.back')}`}</Link>
      {answer.isPending && <Waiting rows={8} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data?.cut && <p className="sb-muted">{t('registers.ride.cut')}</p>}
      {answer.data && <div className="sb-ride" data-testid="ride">{KINDS.map((kind) => <Kind key={kind} kind={kind} found={answer.data[kind]} />)}</div>}
    </PageFrame>
  )
}

function Kind({ kind, found }: { kind: (typeof KINDS)[number]; found: MayRide[] }) {
  const { t } = useTranslation()
  const count = (may: May) => found.filter((one) => one.may === may).length
  const loud = found.filter((one) => one.may !== 'yes' || one.reasons.length > 0)
  const good = found.filter((one) => one.may === 'yes' && one.reasons.length === 0)
  return (
    <section className="sb-ride" data-testid={`ride-${kind}`}>
      <div className="sb-ride-head"><h2>{t(`registers.ride.${kind}`)}</h2><span className="sb-muted">{t('registers.ride.sum', { yes: count('yes'), no: count('no'), unsure: count('cannot_tell') })}</span></div>
      {found.length === 0 && <p className="sb-muted">{t('registers.ride.none')}</p>}
      <ul className="sb-ride-list">{loud.map((one) => <One key={one.id} kind={kind} one={one} />)}</ul>
      {good.length > 0 && (
        <details open={loud.length === 0}>
          <summary className="sb-muted">{t('registers.ride.good', { n: good.length })}</summary>
          <ul className="sb-ride-list">{good.map((one) => <One key={one.id} kind={kind} one={one} />)}</ul>
        </details>
      )}
    </section>
  )
}

function One({ kind, one }: { kind: (typeof KINDS)[number]; one: MayRide }) {
  const { t } = useTranslation()
  return (
    <li data-may={one.may} data-testid={`ride-one-${one.id}`}>
      <span className="sb-ride-head">
        <span className="sb-inline"><Link href={`/registers/${kind === 'vehicles' ? 'vehicles' : 'people'}/${one.id}`}><b>{one.name}</b></Link><span className="sb-fine">{one.organisation}</span></span>
        <span className="sb-chip" data-tone={TONE[one.may]}>{`${MARK[one.may]} ${t(`registers.ride.${one.may}`)}`}</span>
      </span>
      <ul className="sb-ride-reasons">{one.reasons.map((reason) => <Why key={reason.rule} reason={reason} />)}</ul>
    </li>
  )
}

function Why({ reason }: { reason: Reason }) {
  const { t } = useTranslation()
  const both = useBoth()
  const facts = reason.facts.map((one) => `${both(one.name)} ${one.value}`).join(' · ')
  return (
    <li data-rule={reason.rule}>
      <span className="sb-inline"><b>{`${reason.said === 'breach' ? '✕' : '?'} ${both(reason.title)}`}</b><span className="sb-fine"><ArticleOf article={reason.article} />{!reason.blocks && ` · ${t('registers.ride.notice')}`}</span></span>
      <span className="sb-fine">{[reason.missing && both(reason.missing), facts].filter(Boolean).join(' · ')}</span>
      <span className="sb-ride-todo">{t('registers.ride.todo', { words: both(reason.to_do) })}</span>
    </li>
  )
}
