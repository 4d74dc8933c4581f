// The list of a session: who is there, their results, their certificates; on a phone one person a card.
import { useState } from 'react'
import { Button, Checkbox, InputNumber, Popconfirm } from 'antd'
import { CheckCircleFilled, CloseOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { certificateAddress, type Result, type Seat, type SessionDetail, type Step } from '../api/training'
import { useClock } from '../lib/useClock'

interface Props {
  one: SessionDetail
  busy: boolean
  take: (step: Step, brings: { person_ids?: number[]; results?: Result[] }) => void
}
type Typed = Record<string, { hours?: number | null; score?: number | null }>

export function SeatList({ one, busy, take }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Typed>({})
  const may = (step: Step) => one.may.some((each) => each.step === step)
  const absent = one.seats.filter((seat) => !seat.signed_at).map((seat) => Number(seat.person_id))
  const hoursOf = (seat: Seat) => typed[seat.person_id]?.hours ?? seat.hours ?? one.course.hours
  const scoreOf = (seat: Seat) => (seat.examined ? seat.score : (typed[seat.person_id]?.score ?? seat.score))
  const results = one.seats
    .filter((seat) => seat.signed_at && (one.course.pass_mark === null || scoreOf(seat) !== null))
    .map((seat) => ({ person_id: Number(seat.person_id), hours: hoursOf(seat), ...(scoreOf(seat) === null ? {} : { score: scoreOf(seat) as number }) }))
  const type = (id: string, part: Typed[string]) => setTyped((now) => ({ ...now, [id]: { ...now[id], ...part } }))
  return (
    <section className="sb-permit-card" data-testid="training-seats">
      <div className="sb-block-head">
        <h3>{t('training.session.list')} <span className="sb-fine">{t('training.session.counts', { present: one.present, invited: one.invited })}</span></h3>
        <span className="sb-actions">
          {may('tick') && absent.length > 0 && <Popconfirm title={t('training.session.all')} onConfirm={() => take('tick', { person_ids: absent })}><Button disabled={busy} data-testid="tick-all">{t('training.session.all')}</Button></Popconfirm>}
          {may('result') && results.length > 0 && <Button type="primary" ghost loading={busy} onClick={() => take('result', { results })} data-testid="save-results">{t('training.session.save')}</Button>}
        </span>
      </div>
      {one.seats.length === 0 && <p className="sb-muted">{t('training.session.listEmpty')}</p>}
      <ul className="sb-training-seats">
        {one.seats.map((seat) => (
          <li key={seat.person_id} data-present={Boolean(seat.signed_at)} data-testid={`seat-${seat.person_id}`}>
            <span className="sb-stack">
              <b>{seat.name}</b>
              <span className="sb-fine">{seat.organisation_name}{seat.phone_masked && ` · ${seat.phone_masked}`}</span>
              {seat.code && !seat.signed_at && <span className="sb-fine">{t('training.session.code', { code: seat.code })}</span>}
            </span>
            <Presence seat={seat} busy={busy} mayTick={may('tick')} onTick={(there) => take(there ? 'tick' : 'untick', { person_ids: [Number(seat.person_id)] })} />
            {may('result') && seat.signed_at ? (
              <span className="sb-training-typed">
                <label>{t('training.session.hoursShort')}<InputNumber min={0} max={500} step={0.5} value={hoursOf(seat)} onChange={(hours) => type(seat.person_id, { hours })} aria-label={`${seat.name} ${t('training.session.hoursShort')}`} /></label>
                {seat.examined && <span className="sb-fine">{t('training.courses.markN', { n: seat.score })} · {t('training.exam.card.ofExam')}</span>}
                {one.course.pass_mark !== null && !seat.examined && <label>{t('training.session.scoreShort')}<InputNumber min={0} max={100} precision={0} value={scoreOf(seat)} onChange={(score) => type(seat.person_id, { score })} aria-label={`${seat.name} ${t('training.session.scoreShort')}`} data-testid={`score-${seat.person_id}`} /></label>}
              </span>
            ) : (
              <span className="sb-fine">{seat.hours !== null && t('training.courses.hoursN', { n: seat.hours })}{seat.score !== null && ` · ${t('training.courses.markN', { n: seat.score })}`}</span>
            )}
            <span className="sb-inline">
              {seat.passed !== null && <span className="sb-chip" data-tone={seat.passed ? 'good' : 'bad'}>{t(seat.passed ? 'training.session.passed' : 'training.session.failed')}</span>}
              {seat.certificate_id && <a href={certificateAddress(seat.certificate_id)}>{seat.certificate_number}</a>}
              {may('drop') && !seat.signed_at && <Button type="text" size="small" icon={<CloseOutlined />} aria-label={`${t('training.step.drop')} ${seat.name}`} disabled={busy} onClick={() => take('drop', { person_ids: [Number(seat.person_id)] })} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Presence({ seat, busy, mayTick, onTick }: { seat: Seat; busy: boolean; mayTick: boolean; onTick: (there: boolean) => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const how = seat.signed_at && `${clock.time(seat.signed_at).slice(0, 5)} ${t(seat.signed_by === 'qr' ? 'training.session.qr' : 'training.session.organiserTick')}`
  if (mayTick) return <Checkbox checked={Boolean(seat.signed_at)} disabled={busy} onChange={(event) => onTick(event.target.checked)} data-testid={`tick-${seat.person_id}`}>{how ?? t('training.session.absent')}</Checkbox>
  return <span>{how ? <><CheckCircleFilled aria-hidden /> {how}</> : <span className="sb-muted">{t('training.session.absent')}</span>}</span>
}
