// One suspect: why it is listed, when and where it was seen, what was done, and what can be done now.
import { lazy, Suspense, useState } from 'react'
import { Button, Drawer } from 'antd'
import { FilePdfOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { fileAddress, useSuspect, type SuspectDetail } from '../api/suspects'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Calendar } from './Calendar'
import { SightingTable } from './SightingTable'
import { Steps } from './Steps'
import { SuspectState } from './SuspectState'
import { points, said } from './words'

const SpotsMap = lazy(() => import('./SpotsMap'))
const WIDTH_PX = 860

export function SuspectDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useSuspect(id)
  return (
    <Drawer open onClose={onClose} size={phone ? '100%' : WIDTH_PX} title={answer.data?.plate ?? '…'} rootClassName="sb-drawer">
      {answer.isPending && <Waiting rows={12} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('suspects.gone')} />}
      {answer.data && <Body suspect={answer.data} />}
    </Drawer>
  )
}

function Body({ suspect }: { suspect: SuspectDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  const moment = (iso: string) => `${clock.date(iso)} ${clock.time(iso)}`
  return (
    <div className="sb-suspect" data-testid="suspect">
      <section className="sb-block">
        <p className="sb-inline">
          <SuspectState suspect={suspect} />
          <b className="sb-suspect-score">{points(suspect.score)}</b>
          <span className="sb-fine">{t('suspects.scoredAt', { time: moment(suspect.scored_at), version: suspect.weights })}</span>
        </p>
        <p className="sb-actions">
          <Steps suspect={suspect} />
          <Button icon={<FilePdfOutlined />} href={fileAddress(suspect.id)} title={t('suspects.fileHint')} data-testid="suspect-file">{t('suspects.file')}</Button>
        </p>
        <Facts
          facts={[
            [t('suspects.schools'), suspect.schools.join('、')],
            [t('suspects.days'), suspect.days],
            [t('suspects.sightings'), suspect.sightings],
            [t('suspects.firstSeen'), moment(suspect.first_seen)],
            [t('suspects.lastSeen'), moment(suspect.last_seen)],
          ]}
        />
      </section>
      <Why suspect={suspect} />
      <section className="sb-block">
        <h3>{t('suspects.calendar')}</h3>
        <Calendar seen={suspect.seen} />
      </section>
      <section className="sb-block">
        <h3>{t('suspects.where')}</h3>
        <Suspense fallback={<Waiting rows={5} />}><SpotsMap seen={suspect.seen} /></Suspense>
      </section>
      <section className="sb-block">
        <h3>{t('suspects.seen')} <span className="sb-fine">{t('suspects.seenCount', { count: suspect.seen.length })}</span></h3>
        <Short suspect={suspect} />
      </section>
      <History suspect={suspect} />
    </div>
  )
}

/** Each reason with its points as a bar to the right (for suspicion) or to the left (against it). */
function Why({ suspect }: { suspect: SuspectDetail }) {
  const { t, i18n } = useTranslation()
  const most = Math.max(1, Math.abs(suspect.start), ...suspect.reasons.map((one) => Math.abs(one.points)))
  const rows = [{ name: 'start', words: t('suspects.start'), value: suspect.start }, ...suspect.reasons.map((one) => ({ name: one.name, words: said(i18n.language, one.words), value: one.points }))]
  return (
    <section className="sb-block">
      <h3>{t('suspects.why')}</h3>
      <ul className="sb-plain sb-suspect-reasons" data-testid="suspect-reasons">
        {rows.map((one) => (
          <li key={one.name} data-reason={one.name}>
            <span>{one.words}</span>
            <span className="sb-suspect-bar" aria-hidden><i data-sign={one.value < 0 ? 'minus' : 'plus'} style={{ width: `${(Math.abs(one.value) / most) * 50}%` }} /></span>
            <b>{points(one.value)}</b>
          </li>
        ))}
        <li data-reason="total"><span>{t('suspects.total')}</span><span /><b>{points(suspect.score)}</b></li>
      </ul>
    </section>
  )
}

const FIRST_ROWS = 20

function Short({ suspect }: { suspect: SuspectDetail }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const cut = !all && suspect.seen.length > FIRST_ROWS
  return (
    <>
      <SightingTable seen={cut ? suspect.seen.slice(0, FIRST_ROWS) : suspect.seen} />
      {cut && <p><button type="button" className="sb-link" onClick={() => setAll(true)}>{t('suspects.more', { count: suspect.seen.length })}</button></p>}
    </>
  )
}

function History({ suspect }: { suspect: SuspectDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  const at = (iso: string) => <time className="sb-fine" dateTime={iso}>{`${clock.date(iso)} ${clock.seconds(iso)}`}</time>
  return (
    <section className="sb-block">
      <h3>{t('suspects.history')}</h3>
      <ol className="sb-history sb-desk-history" data-testid="suspect-history">
        {suspect.events.toReversed().map((event, n) => (
          <li key={event.id} data-now={n === 0} data-step={event.step}>
            <span className="sb-desk-event"><b>{t(`suspects.step.${event.step}`)}</b> {event.by} {at(event.at)}</span>
            <span className="sb-desk-event-said">{[event.result ? t(`suspects.results.${event.result}`) : '', event.note].filter(Boolean).join('；')}</span>
          </li>
        ))}
        <li data-now={suspect.events.length === 0}><span className="sb-desk-event"><b>{t('suspects.listed')}</b> {t('suspects.program')} {at(suspect.listed_at)}</span></li>
      </ol>
    </section>
  )
}
