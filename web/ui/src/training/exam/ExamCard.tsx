// The phone exam on a session's page: opened by who organises, its QR, how far each is, another attempt with the reason.
import { useState } from 'react'
import { App, Button, Form, Input, Modal } from 'antd'
import { FullscreenOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useExam, type Exam, type ExamSeat } from '../../api/exam'
import type { SessionDetail, Step } from '../../api/training'
import { Failure } from '../../ui/Answer'
import { Code } from '../DoorCard'
import { Papers } from './Papers'

interface Props {
  one: SessionDetail
  busy: boolean
  take: (step: Step, brings?: { note?: string; person_ids?: number[] }, done?: () => void) => void
}
const SMALL_PX = 220
const LARGE_PX = 520
const WIDE_PX = 720
const SEAT_TONE = { absent: 'quiet', not_begun: 'quiet', under_way: 'late', handed_in: 'good' } as const

export function ExamCard({ one, busy, take }: Props) {
  const { t } = useTranslation()
  const asked = useExam(one.id, one.state === 'held')
  const exam = asked.data
  if (one.course.pass_mark === null) return null
  if (!exam) return asked.isError ? <Failure error={asked.error} retry={() => void asked.refetch()} /> : null
  if (exam.questions === null && one.state !== 'held') return null
  return (
    <section className="sb-permit-card" data-testid="exam-card" data-open={exam.opened_at !== null}>
      <h3>{t('training.exam.card.title')}</h3>
      {exam.questions === null ? <p className="sb-muted">{t('training.exam.card.none')}</p> : <p className="sb-fine">{t('training.exam.card.plan', { questions: exam.questions, minutes: exam.minutes, mark: exam.pass_mark, bank: exam.in_bank })}</p>}
      {exam.opened_at === null && <Opening exam={exam} one={one} busy={busy} take={take} />}
      {exam.path !== null && <Qr path={exam.path} title={one.course.name} counts={countsOf(exam.seats)} />}
      {exam.opened_at !== null && <Seats exam={exam} one={one} busy={busy} take={take} />}
    </section>
  )
}

const countsOf = (seats: ExamSeat[]) => {
  const count = (state: ExamSeat['state']) => seats.filter((seat) => seat.state === state).length
  return { left: count('not_begun'), now: count('under_way'), done: count('handed_in') }
}

function Opening({ exam, one, busy, take }: Props & { exam: Exam }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  if (exam.questions === null || !one.may.some((each) => each.step === 'open_exam')) return null
  if (exam.in_bank < exam.questions) return <p className="sb-open">{t('training.exam.card.few')}</p>
  const open = () => void modal.confirm({ title: t('training.exam.card.open'), content: t('training.exam.card.confirm'), okText: t('training.exam.card.open'), onOk: () => take('open_exam') })
  return <Button type="primary" ghost loading={busy} onClick={open} data-testid="exam-open">{t('training.exam.card.open')}</Button>
}

function Qr({ path, title, counts }: { path: string; title: string; counts: { left: number; now: number; done: number } }) {
  const { t } = useTranslation()
  const [large, setLarge] = useState(false)
  const address = window.location.origin + path
  return (
    <div className="sb-training-door" data-testid="exam-door">
      <Code address={address} size_px={SMALL_PX} />
      <p className="sb-strong">{t('training.exam.card.counts', counts)}</p>
      <p className="sb-fine">{t('training.exam.card.hint')}</p>
      <Button icon={<FullscreenOutlined />} onClick={() => setLarge(true)}>{t('training.exam.card.projector')}</Button>
      <Modal open={large} onCancel={() => setLarge(false)} footer={null} width={WIDE_PX} title={`${title} · ${t('training.exam.card.title')}`} centered>
        <div className="sb-training-door">
          <Code address={address} size_px={LARGE_PX} />
          <p className="sb-training-count">{t('training.exam.card.counts', counts)}</p>
          <p>{t('training.exam.card.hint')}</p>
        </div>
      </Modal>
    </div>
  )
}

function Seats({ exam, one, busy, take }: Props & { exam: Exam }) {
  const { t } = useTranslation()
  const [again, setAgain] = useState<ExamSeat | null>(null)
  const [shown, setShown] = useState<ExamSeat | null>(null)
  const mayAgain = one.may.some((each) => each.step === 'again')
  const there = exam.seats.filter((seat) => seat.state !== 'absent')
  return (
    <>
      <ul className="sb-exam-seats">
        {there.map((seat) => (
          <li key={seat.person_id} data-testid={`exam-seat-${seat.person_id}`} data-state={seat.state}>
            <span className="sb-stack">
              <b>{seat.name}</b>
              <span className="sb-fine">{seat.organisation_name}{seat.code && seat.state !== 'handed_in' && ` · ${t('training.session.code', { code: seat.code })}`}</span>
            </span>
            <span className="sb-inline">
              <span className="sb-chip" data-tone={seat.state === 'handed_in' && !seat.passed ? 'bad' : SEAT_TONE[seat.state]}>{t(`training.exam.card.${seat.state}`, { answered: seat.answered, questions: exam.questions })}</span>
              {seat.score !== null && <b>{t('training.exam.card.score', { score: seat.score })}</b>}
              {seat.handed_in_by === 'clock' && <span className="sb-fine">{t('training.exam.card.byClock')}</span>}
              {seat.state === 'handed_in' && seat.attempts < seat.allowed && <span className="sb-fine">{t('training.exam.card.granted')}</span>}
              {seat.state === 'handed_in' && <Button size="small" type="text" onClick={() => setShown(seat)} data-testid={`exam-paper-${seat.person_id}`}>{t('training.exam.card.paper')}</Button>}
              {mayAgain && seat.state === 'handed_in' && seat.attempts === seat.allowed && <Button size="small" disabled={busy} onClick={() => setAgain(seat)} data-testid={`exam-again-${seat.person_id}`}>{t('training.exam.card.again')}</Button>}
            </span>
          </li>
        ))}
      </ul>
      {again && <Again seat={again} busy={busy} onClose={() => setAgain(null)} onGrant={(note) => take('again', { person_ids: [Number(again.person_id)], note }, () => setAgain(null))} />}
      {shown && <Papers session={one.id} seat={shown} onClose={() => setShown(null)} />}
    </>
  )
}

function Again({ seat, busy, onGrant, onClose }: { seat: ExamSeat; busy: boolean; onGrant: (note: string) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ note: string }>()
  return (
    <Modal open onCancel={onClose} title={`${t('training.exam.card.again')} · ${seat.name}`} okText={t('training.exam.card.again')} onOk={form.submit} confirmLoading={busy}>
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={({ note }) => onGrant(note)}>
        <p className="sb-muted">{t('training.exam.card.againHint')}</p>
        <Form.Item name="note" label={t('training.exam.card.reason')} rules={[{ required: true, whitespace: true, message: t('training.form.needed') }]}><Input.TextArea rows={3} maxLength={1000} data-testid="again-reason" /></Form.Item>
      </Form>
    </Modal>
  )
}
