// The evidence of one finding: measured and allowed, since when, where, permit, article with its text, versions.
import { Button } from 'antd'
import { HistoryOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useFinding, useRules } from '../api/queries'
import type { Declared } from '../api/placeTypes'
import type { Finding } from '../api/types'
import { wordOr } from '../i18n'
import { age, duration, quantity } from '../lib/format'
import { aroundFinding } from '../playback/address'
import { SealFinding } from '../seals/SealFinding'
import { useClock } from '../lib/useClock'
import { useLiveFinding, useServerNow } from '../live/context'
import { WhyButton } from '../rulebook/WhyButton'
import { whatOf } from '../places/declared/words'
import { CorrectLimit } from '../places/dialogs/CorrectLimit'
import { Failure, Waiting } from '../ui/Answer'
import { Facts, type Fact } from '../ui/Facts'
import { Plate } from '../ui/Plate'
import { Panel } from './Panel'

interface Props {
  id: string
  onClose: () => void
  onBus: (id: string) => void
}

export function FindingDetail({ id, onClose, onBus }: Props) {
  const { t, i18n } = useTranslation()
  const known = useLiveFinding(id)
  const asked = useFinding(id, known)
  const rules = useRules().data
  const finding = known ?? asked.data
  const rule = rules?.find((one) => one.id === finding?.rule)
  const title = rule?.title[i18n.language === 'en' ? 'en' : 'zh'] ?? finding?.rule ?? t('finding.title')
  return (
    <Panel title={<h2>{title}</h2>} label={t('finding.title')} testId="finding-detail" onClose={onClose}>
      {finding && <Evidence finding={finding} onBus={onBus} />}
      {finding && (
        <section className="sb-block">
          <h3>{t('finding.article')}</h3>
          <p className="sb-strong">{t('findings.regulation', { article: finding.article })}</p>
          {rule && <blockquote className="sb-law" lang="zh-CN">{rule.article_text.zh}</blockquote>}
        </section>
      )}
      {finding && <Versions finding={finding} />}
      {!finding && asked.isPending && <Waiting rows={8} />}
      {!finding && asked.isError && <Failure error={asked.error} retry={() => void asked.refetch()} missing={t('finding.gone')} />}
    </Panel>
  )
}

function Evidence({ finding, onBus }: { finding: Finding; onBus: Props['onBus'] }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(1000)
  const seconds = ((finding.ended ? Date.parse(finding.ended) : now) - Date.parse(finding.began)) / 1000
  const open = finding.ended === null
  const aboard = { presumed: t('finding.aboardPresumed'), known: t('finding.aboardKnown'), no: t('finding.aboardNo') }
  return (
    <>
      <div className="sb-measures">
        {finding.measured !== null && <Measure label={t('finding.measured')} value={quantity(t, finding.measured, finding.unit, finding.allowed)} loud />}
        {finding.allowed !== null && <Measure label={t('finding.allowed')} value={quantity(t, finding.allowed, finding.unit)} />}
        <Measure label={t('finding.lasted')} value={duration(t, Math.max(0, seconds))} />
      </div>
      <p className="sb-inline">
        <Link href={aroundFinding(finding, now)} data-testid="finding-playback"><HistoryOutlined aria-hidden /> {t('playback.openFinding')}</Link>
        <SealFinding finding={finding} />
      </p>
      {finding.delayed && <p className="sb-note">{t('finding.delayed')}</p>}
      <Facts
        facts={[
          [
            t('finding.bus'),
            <span key="bus" className="sb-inline">
              <Plate plate={finding.plate} />
              <Button size="small" onClick={() => onBus(finding.vehicle_id)} data-testid="show-bus">{t('finding.showBus')}</Button>
              <WhyButton vehicle={finding.vehicle_id} plate={finding.plate} at={finding.began} />
            </span>,
          ],
          [t('finding.began'), `${clock.date(finding.began)} ${clock.seconds(finding.began)} · ${age(t, finding.began, now)}`],
          [
            t('finding.ended'),
            finding.ended ? `${clock.date(finding.ended)} ${clock.seconds(finding.ended)}` : <span className="sb-open" key="open">{t('finding.still')}</span>,
          ],
          [
            t('finding.place'),
            <span key="place" className="sb-inline">
              {finding.place ? <PlaceName place={finding.place} /> : t('finding.noPlace')}
              <CorrectLimit finding={finding} />
            </span>,
          ],
          [t('declared.title.conditions'), finding.condition ? whatOf(t, { ...finding.condition, area: null, scope: null } as Declared) : null],
          [t('finding.line'), finding.line_name],
          [t('finding.permit'), finding.permit_number ?? t('finding.noPermit')],
          [t('finding.aboard'), aboard[finding.aboard]],
        ]}
      />
      {finding.notes.length > 0 && (
        <ul className="sb-notes" aria-label={t('finding.notes')}>
          {finding.notes.map((note) => <li key={note}>{wordOr(t, `note.${note}`, note)}</li>)}
        </ul>
      )}
      {open && <p className="sb-fine">{t('finding.suspected')}</p>}
    </>
  )
}

function PlaceName({ place }: { place: NonNullable<Finding['place']> }) {
  const { t } = useTranslation()
  return (
    <span className="sb-inline">
      {place.name}
      <span className="sb-chip">{wordOr(t, `placeKind.${place.kind}`, place.kind)}</span>
    </span>
  )
}

function Measure({ label, value, loud = false }: { label: string; value: string; loud?: boolean }) {
  return (
    <div className="sb-measure" data-loud={loud}>
      <span>{label}</span>
      <strong>{value}</strong>
    </div>
  )
}

function Versions({ finding }: { finding: Finding }) {
  const { t } = useTranslation()
  const versions = Object.entries(finding.versions ?? {}).filter(([, version]) => version !== null)
  return (
    <details className="sb-versions">
      <summary>{t('finding.versions')}</summary>
      <Facts
        facts={[
          [t('finding.permitVersion'), finding.permit_version_id && <code key="permit">{finding.permit_version_id}</code>],
          ...versions.map(([name, version]): Fact => [wordOr(t, `version.${name}`, name), <code key={name}>{String(version)}</code>]),
        ]}
      />
    </details>
  )
}
