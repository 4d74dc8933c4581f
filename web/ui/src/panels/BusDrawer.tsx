// One bus: who, permit, run with its strip of stops, speed, last heard, its open findings.
import { lazy, Suspense } from 'react'
import { HistoryOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useCard } from '../api/queries'
import type { Bus, Card, Finding } from '../api/types'
import { age } from '../lib/format'
import { useLiveSummary, useServerNow } from '../live/context'
import { shownState } from '../map/states'
import { WhyButton } from '../rulebook/WhyButton'
import { lastHours } from '../playback/address'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Plate } from '../ui/Plate'
import { StateTag } from '../ui/StateIcon'
import { BusFindings } from './BusFindings'
import { BusPapers } from './BusPapers'
import { BusCard, BusPhotos, TextDriver } from './BusTerminal'
import { Panel } from './Panel'
import { RunStrip } from './RunStrip'

const SpeedChart = lazy(() => import('./SpeedChart'))

interface Props {
  id: string
  onClose: () => void
  onFinding: (finding: Finding) => void
}

export function BusDrawer({ id, onClose, onFinding }: Props) {
  const { t } = useTranslation()
  const bus = useLiveSummary((live) => live.buses.get(id))
  const behind = useLiveSummary((live) => live.behind)
  const findings = useLiveSummary((live) => live.findings)
  const card = useCard(id)
  const now = useServerNow(60_000)
  const plate = bus?.plate ?? card.data?.vehicle.plate
  const state = bus?.state ?? card.data?.state
  const title = (
    <h2 className="sb-inline">
      {plate ? <Plate plate={plate} /> : t('bus.title')}
      {state && <StateTag state={shownState(state, behind)} />}
      {bus?.unproven && <span className="sb-chip">{t('bus.unproven')}</span>}
    </h2>
  )
  return (
    <Panel title={title} label={t('bus.title')} testId="bus-drawer" onClose={onClose}>
      {(bus || card.data) && <Now bus={bus} card={card.data} />}
      {bus?.unproven && <p className="sb-note" data-testid="unproven">{t('bus.unprovenHint')}</p>}
      <p><Link href={lastHours(id, now)} data-testid="bus-playback"><HistoryOutlined aria-hidden /> {t('playback.open')}</Link></p>
      {plate && <TextDriver vehicle={id} plate={plate} />}
      {card.data && <Body card={card.data} live={findings} onFinding={onFinding} />}
      {card.isPending && <Waiting rows={10} />}
      {card.isError && <Failure error={card.error} retry={() => void card.refetch()} missing={t('bus.notFound')} />}
    </Panel>
  )
}

/** What is newest: from the live feed, before the card has arrived and between its renewals. */
function Now({ bus, card }: { bus: Bus | undefined; card: Card | undefined }) {
  const { t } = useTranslation()
  const now = useServerNow(1000)
  const fix = bus?.fix_time ?? card?.fix_time
  const speed = bus ? bus.speed_kmh : card?.speed_kmh
  const heard = card?.last_heard
  return (
    <div className="sb-measures">
      <div className="sb-measure">
        <span>{t('bus.speedNow')}</span>
        <strong>{typeof speed === 'number' ? t('quantity', { value: Math.round(speed), unit: 'km/h' }) : t('common.none')}</strong>
      </div>
      <div className="sb-measure">
        <span>{t('bus.fixTime')}</span>
        <strong data-testid="fix-age">{fix ? age(t, fix, now) : t('common.none')}</strong>
      </div>
      <div className="sb-measure">
        <span>{t('bus.lastHeard')}</span>
        <strong>{heard || fix ? age(t, newer(heard, fix), now) : t('common.none')}</strong>
      </div>
    </div>
  )
}

const newer = (a: string | null | undefined, b: string | null | undefined): string =>
  [a, b].filter((iso): iso is string => Boolean(iso)).sort((x, y) => Date.parse(y) - Date.parse(x))[0] ?? ''

function Body({ card, live, onFinding }: { card: Card; live: readonly Finding[]; onFinding: Props['onFinding'] }) {
  const { t } = useTranslation()
  const open = live.filter((finding) => finding.vehicle_id === card.vehicle.id && finding.ended === null)
  return (
    <>
      <p><WhyButton vehicle={card.vehicle.id} plate={card.vehicle.plate} /></p>
      <BusFindings findings={open.length > 0 ? open : card.open_findings} onOpen={onFinding} />
      <section className="sb-block">
        <h3>{t('bus.run')}</h3>
        {card.run ? <RunStrip run={card.run} /> : <p className="sb-muted">{t('bus.noRun')}</p>}
      </section>
      <section className="sb-block">
        <h3>{t('bus.chart')}</h3>
        {card.chart && card.chart.length > 0 ? (
          <Suspense fallback={<div className="sb-chart" />}>
            <SpeedChart points={card.chart} />
          </Suspense>
        ) : (
          <Empty title={t('bus.chartEmpty')} />
        )}
      </section>
      <BusPhotos vehicle={card.vehicle.id} />
      <BusCard vehicle={card.vehicle.id} />
      <BusPapers card={card} />
    </>
  )
}
