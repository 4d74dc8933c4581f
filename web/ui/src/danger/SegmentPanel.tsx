// One dangerous segment: why it ranks where it does, when, its events; and what an office says of it.
import { useState } from 'react'
import { Button } from 'antd'
import { ArrowLeftOutlined, PlayCircleOutlined } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useSegment, type DangerEvent, type SegmentDetail } from '../api/danger'
import { named } from '../i18n'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { writePlayback } from '../playback/address'
import { Failure, Waiting } from '../ui/Answer'
import { HoursChart } from './HoursChart'
import { PromoteDialog } from './PromoteDialog'
import { SayDialog } from './SayDialog'
import { isOneBus, kindsOf, percent, valueOf, whereOf, worstHours } from './words'

const MOST_ITEMS = 300
const AROUND_MS = 60_000

export function SegmentPanel({ id, credit, onBack }: { id: string; credit: number; onBack: () => void }) {
  const { t, i18n } = useTranslation()
  const answer = useSegment(id)
  return (
    <section className="sb-danger-panel" data-testid="danger-segment" aria-label={answer.data ? whereOf(t, i18n.language, answer.data) : t('danger.loading')}>
      <p><Button type="text" size="small" icon={<ArrowLeftOutlined />} onClick={onBack} data-testid="danger-back">{t('danger.back')}</Button></p>
      {answer.isPending && <Waiting rows={8} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('danger.gone')} />}
      {answer.data && <Body one={answer.data} credit={credit} />}
    </section>
  )
}

function Body({ one, credit }: { one: SegmentDetail; credit: number }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      <header className="sb-danger-head">
        <span className="sb-danger-rank" aria-label={t('danger.rank', { n: one.rank })}>{one.rank}</span>
        <div>
          <h2>{whereOf(t, i18n.language, one)}</h2>
          <p className="sb-inline"><strong className="sb-danger-big">{percent(t, one.share)}</strong><span className="sb-muted">{t('danger.rateOf', { passages: one.passages, hits: one.hits })}</span></p>
          <p className="sb-muted">{kindsOf(t, one)}</p>
        </div>
      </header>
      <Deeds one={one} />
      <section className="sb-block">
        <h3>{t('danger.reasons')}</h3>
        <ul className="sb-danger-reasons">
          {reasonsOf(one, credit, t, i18n.language).map((reason) => <li key={reason}>{reason}</li>)}
        </ul>
      </section>
      <HoursChart segment={one} />
      <section className="sb-block">
        <h3>{t('danger.events')}</h3>
        {one.events > MOST_ITEMS && <p className="sb-fine">{t('danger.eventsCut', { n: MOST_ITEMS })}</p>}
        <ul className="sb-danger-events">
          {one.items.map((event) => <Event key={event.id} event={event} />)}
        </ul>
      </section>
    </>
  )
}

function reasonsOf(one: SegmentDetail, credit: number, t: TFunction, language: string): string[] {
  const hours = worstHours(t, one)
  return [
    t('danger.reason.share', { passages: one.passages, hits: one.hits, share: percent(t, one.share) }),
    t('danger.reason.bounds', { low: percent(t, one.low), high: percent(t, one.high) }),
    t('danger.reason.score', { score: percent(t, one.score), credit }),
    t('danger.reason.buses', { buses: one.buses, hit: one.buses_hit }),
    isOneBus(one) ? t('danger.reason.oneBus') : '',
    one.dense * 2 < one.passages ? t('danger.reason.dense', { dense: one.dense }) : '',
    hours ? t('danger.reason.hours', { hours }) : '',
    t('danger.reason.length', { n: Math.round(one.length_m) }),
    one.near && one.near_m !== null ? t('danger.reason.near', { near: named(language, one.near, one.near_en), n: Math.round(one.near_m) }) : '',
  ].filter(Boolean)
}

function Deeds({ one }: { one: SegmentDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  const may = useMay('decideDanger')
  const [doing, setDoing] = useState<'promote' | 'dismiss' | 'reopen' | null>(null)
  const { word } = one
  return (
    <div className="sb-danger-deeds">
      {word && <p className="sb-note" data-testid="danger-word">{t(`danger.said.${word.said}`, { by: word.by, at: `${clock.date(word.at)} ${clock.time(word.at)}`, reason: word.reason })}</p>}
      <p className="sb-actions">
        {may && one.state === 'open' && <Button type="primary" onClick={() => setDoing('promote')} data-testid="danger-promote">{t('danger.promote')}</Button>}
        {may && one.state === 'open' && <Button onClick={() => setDoing('dismiss')} data-testid="danger-dismiss">{t('danger.dismiss')}</Button>}
        {may && one.state !== 'open' && <Button onClick={() => setDoing('reopen')} data-testid="danger-reopen">{t('danger.reopen')}</Button>}
        {one.state === 'promoted' && word?.hazard_id && <Link href={`/hazards?hazard=${word.hazard_id}`} data-testid="danger-hazard">{t('danger.toHazard')}</Link>}
        {one.state === 'promoted' && <Link href="/places">{t('danger.toPlace')}</Link>}
      </p>
      {doing === 'promote' && <PromoteDialog one={one} onClose={() => setDoing(null)} />}
      {(doing === 'dismiss' || doing === 'reopen') && <SayDialog one={one} what={doing} onClose={() => setDoing(null)} />}
    </div>
  )
}

function Event({ event }: { event: DangerEvent }) {
  const { t } = useTranslation()
  const clock = useClock()
  const at = Date.parse(event.at)
  const replay = writePlayback({ vehicles: [event.vehicle_id], since: new Date(at - AROUND_MS).toISOString(), until: new Date(at + AROUND_MS).toISOString(), at, rate: 1 })
  return (
    <li data-kind={event.kind}>
      <time>{clock.date(event.at).slice(5)} {clock.seconds(event.at)}</time>
      <span><b>{t(`danger.kind.${event.kind}`)}</b> {valueOf(t, event)}</span>
      <span className="sb-plate">{event.plate}</span>
      <Link href={replay} aria-label={t('danger.playback')} title={t('danger.playback')}><PlayCircleOutlined aria-hidden /></Link>
    </li>
  )
}
