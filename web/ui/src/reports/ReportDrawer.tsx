// One public report: its clock, what may be done, what was told, photographs, what is near it, the reporter's contact, its history.
import { Drawer, Image } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { addressOf } from '../api/client'
import { useReport, type OtherReport, type ReportDetail } from '../api/reports'
import { wordOr } from '../i18n'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { useRuleTitle } from '../lib/useRuleTitle'
import { useServerNow } from '../live/context'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Plate } from '../ui/Plate'
import { Contact } from './Contact'
import { Clock, ReportState } from './ReportState'
import { Steps } from './Steps'
import { detailWords } from './words'

const WIDTH_PX = 620
const DECIMALS = 5
const MINUTE_MS = 60_000

interface Props {
  id: string
  onOpen: (id: string) => void
  onClose: () => void
}

export function ReportDrawer({ id, onOpen, onClose }: Props) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useReport(id)
  const report = answer.data
  return (
    <Drawer open onClose={onClose} size={phone ? '100%' : WIDTH_PX} title={report ? t('reports.numbered', { n: report.number }) : t('reports.report')} rootClassName="sb-drawer">
      {answer.isPending && <Waiting rows={8} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('reports.gone')} />}
      {report && <Body report={report} onOpen={onOpen} />}
    </Drawer>
  )
}

function Body({ report, onOpen }: { report: ReportDetail; onOpen: (id: string) => void }) {
  const now = useServerNow(MINUTE_MS)
  return (
    <div className="sb-drawer-body" data-testid="report-drawer">
      <section className="sb-block">
        <p className="sb-inline"><ReportState state={report.state} /><Clock report={report} now={now} /></p>
        <Steps report={report} />
      </section>
      <What report={report} />
      <Photos report={report} />
      <Outcome report={report} onOpen={onOpen} />
      <Near report={report} onOpen={onOpen} />
      <Contact key={report.id} report={report} />
      <History report={report} />
    </div>
  )
}

function What({ report }: { report: ReportDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  const moment = (iso: string) => `${clock.date(iso)} ${clock.time(iso)}`
  const at = report.point?.coordinates
  const position = at ? `${at[1].toFixed(DECIMALS)},${at[0].toFixed(DECIMALS)}` : null
  return (
    <section className="sb-block">
      <h3>{t('reports.report')}</h3>
      <blockquote className="sb-report-words" data-testid="report-told">{report.words}</blockquote>
      <Facts
        facts={[
          [t('reports.columns.kind'), t(`report.kind.${report.kind}`)],
          [t('reports.columns.place'), report.place],
          [t('reports.point'), position ? <Link key="point" href={`/map?at=${position},16`}>{position}</Link> : null],
          [t('reports.happened'), report.happened_at ? moment(report.happened_at) : null],
          [t('reports.columns.received'), moment(report.received_at)],
          [t('reports.columns.plate'), report.plate ? <PlateOf key="plate" report={report} plate={report.plate} /> : t('reports.noPlate')],
        ]}
      />
    </section>
  )
}

function PlateOf({ report, plate }: { report: ReportDetail; plate: string }) {
  const { t } = useTranslation()
  return (
    <span className="sb-inline">
      <Plate plate={plate} />
      <span className="sb-chip" data-testid="report-whose">{report.vehicle_id ? t('reports.ours') : t('reports.stranger')}</span>
      {report.vehicle_id ? <Link href={`/map?bus=${report.vehicle_id}`}>{t('reports.seeBus')}</Link> : report.state === 'received' && <span className="sb-muted">{t('reports.sighting')}</span>}
    </span>
  )
}

function Photos({ report }: { report: ReportDetail }) {
  const { t } = useTranslation()
  return (
    <section className="sb-block">
      <h3>{t('reports.photos')}</h3>
      {report.photo_list.length === 0 && <p className="sb-muted">{t('reports.noPhotos')}</p>}
      <div className="sb-photos" data-testid="office-photos">
        <Image.PreviewGroup>
          {report.photo_list.map((one, n) => <Image key={one.id} src={addressOf(`/report-photos/${one.id}`)} width={120} height={90} alt={t('reports.photoOf', { n: n + 1 })} />)}
        </Image.PreviewGroup>
      </div>
    </section>
  )
}

function Outcome({ report, onOpen }: { report: ReportDetail; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const into = report.duplicate_of
  if (!report.transferred_to && !report.answer && !into) return null
  return (
    <section className="sb-block">
      <h3>{t('reports.told')}</h3>
      <Facts
        facts={[
          [t('report.transferredTo'), report.transferred_to],
          [t('report.receiptNumber'), report.receipt_number],
          [t('report.receiptOn'), report.receipt_on],
          [t('report.reason'), report.refusal ? t(`report.refusal.${report.refusal}`) : null],
          [t('report.answer'), report.answer],
          [t('reports.joinedInto'), into ? <button key={into.id} type="button" className="sb-link" onClick={() => onOpen(into.id)}>{into.number}</button> : null],
        ]}
      />
    </section>
  )
}

function Near({ report, onOpen }: { report: ReportDetail; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const titleOf = useRuleTitle()
  return (
    <>
      {report.findings.length > 0 && (
        <section className="sb-block">
          <h3>{t('reports.near')}</h3>
          <ul className="sb-plain" data-testid="report-findings">
            {report.findings.map((one) => (
              <li key={one.id} className="sb-inline">
                <span className="sb-severity" data-severity={one.severity}>{one.severity}</span>
                <Link href={`/map?finding=${one.id}`}>{titleOf(one.rule)}</Link>
                <time className="sb-fine" dateTime={one.began}>{`${clock.date(one.began)} ${clock.time(one.began)}`}</time>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Others title={t('reports.joinedHere')} others={report.joined} onOpen={onOpen} />
      <Others title={t('reports.alike')} others={report.alike} onOpen={onOpen} />
    </>
  )
}

function Others({ title, others, onOpen }: { title: string; others: OtherReport[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  if (others.length === 0) return null
  return (
    <section className="sb-block">
      <h3>{title}</h3>
      <ul className="sb-plain">
        {others.map((one) => (
          <li key={one.id} className="sb-inline">
            <button type="button" className="sb-link" onClick={() => onOpen(one.id)}>{one.number}</button>
            <span>{t(`report.kind.${one.kind}`)}</span>
            <ReportState state={one.state} />
            <time className="sb-fine" dateTime={one.received_at}>{clock.date(one.received_at)}</time>
          </li>
        ))}
      </ul>
    </section>
  )
}

function History({ report }: { report: ReportDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <section className="sb-block">
      <h3>{t('reports.history')}</h3>
      <ol className="sb-history sb-desk-history" data-testid="report-history">
        {report.events.toReversed().map((event, n) => (
          <li key={event.id} data-now={n === 0} data-step={event.step}>
            <span className="sb-desk-event">
              <b>{wordOr(t, `reports.step.${event.step}`, event.step)}</b> {event.by ?? t('reports.program')}
              <time className="sb-fine" dateTime={event.at}>{`${clock.date(event.at)} ${clock.seconds(event.at)}`}</time>
            </span>
            <span className="sb-desk-event-said">{[detailWords(t, event), event.note].filter(Boolean).join('；')}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
