// One hazard: what was found, what is settled, what may be done now; its files, links and life.
import { Drawer } from 'antd'
import { EnvironmentOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useHazard, type HazardDetail } from '../api/hazards'
import { Effect } from '../danger/Effect'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Actions } from './Actions'
import { GradeChip, LateChip, StateChip } from './Chips'
import { Files } from './Files'
import { Life } from './Life'
import { Links } from './Links'

export function HazardDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useHazard(id)
  return (
    <Drawer open onClose={onClose} size={phone ? '100%' : 620} title={t('hazards.numbered', { n: id })} rootClassName="sb-drawer">
      {answer.isPending && <Waiting rows={8} />}
      {answer.isError && !answer.data && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('hazards.gone')} />}
      {answer.data && <Body one={answer.data} />}
    </Drawer>
  )
}

function Body({ one }: { one: HazardDetail }) {
  return (
    <div className="sb-drawer-body" data-testid="hazard" data-hazard={one.id} data-version={one.version}>
      <Head one={one} />
      <Found one={one} />
      <Settled one={one} />
      <Files one={one} purpose="found" />
      <Files one={one} purpose="evidence" />
      {one.subject.kind === 'road' && <Effect hazard={one.id} />}
      <Links one={one} />
      <Life events={one.events} />
    </div>
  )
}

function Head({ one }: { one: HazardDetail }) {
  const { t } = useTranslation()
  const stands = one.subject.kind === 'bus' && one.grade !== 'general' && one.state !== 'closed' && one.state !== 'dismissed'
  return (
    <section className="sb-block">
      <h2>{one.title}</h2>
      <p className="sb-inline"><GradeChip grade={one.grade} /><StateChip state={one.state} /><LateChip one={one} /></p>
      {stands && <p className="sb-note sb-open" data-testid="hazard-stands">{t('hazards.stands')}</p>}
      <Actions key={one.id} one={one} />
    </section>
  )
}

function Found({ one }: { one: HazardDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { kind, name } = one.subject
  const at = `${clock.date(one.found_at)} ${clock.time(one.found_at)}`
  return (
    <section className="sb-block">
      <p className="sb-hazard-said">{one.description}</p>
      <Facts
        facts={[
          [t(`hazards.kind.${kind}`), <Subject key={kind} one={one} />],
          [t('hazards.where'), one.location === name ? null : one.location],
          [t('hazards.foundBy'), t('hazards.by', { name: one.found_by?.name ?? t('hazards.program'), time: at })],
          [t('hazards.source'), one.source === 'manual' ? t('hazards.manual') : one.source],
        ]}
      />
    </section>
  )
}

/** A road leads to its place, a bus to where it is. */
function Subject({ one }: { one: HazardDetail }) {
  const { kind, id, name } = one.subject
  if (kind === 'road' && id) return <Link href={`/places?place=${id}`}><EnvironmentOutlined aria-hidden /> {name}</Link>
  if (kind === 'bus' && id) return <Link href={`/map?bus=${id}`}>{name}</Link>
  return name
}

/** 五落实: who, what, with what money, until when, and how it is kept safe meanwhile. */
function Settled({ one }: { one: HazardDetail }) {
  const { t } = useTranslation()
  return (
    <section className="sb-block" data-testid="hazard-settled">
      <h3>{t('hazards.five')}</h3>
      {!one.owner && <p className="sb-muted">{t('hazards.notSettled')}</p>}
      <Facts
        facts={[
          [t('hazards.owner'), one.owner?.name],
          [t('hazards.contact'), [one.office_contact, one.office_phone].filter(Boolean).join(' ')],
          [t('hazards.responsible'), one.responsible],
          [t('hazards.measure'), one.measure],
          [t('hazards.funds'), one.funds],
          [t('hazards.time'), one.due_on && t('hazards.untilDay', { day: one.due_on })],
          [t('hazards.plan'), one.plan],
        ]}
      />
    </section>
  )
}
