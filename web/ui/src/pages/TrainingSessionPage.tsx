// One training session: what may be done now, the QR at its door, the list with results, the paper sheets, its history.
import { useRef, useState } from 'react'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { ArrowLeftOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { sheetAddress, useAttachSheet, useInvitable, useSessionDetail, useStep, type Result, type SessionDetail, type Step } from '../api/training'
import { wordOr } from '../i18n'
import { useClock } from '../lib/useClock'
import { ACCEPTED } from '../permits/Papers'
import { DoorCard } from '../training/DoorCard'
import { ExamCard } from '../training/exam/ExamCard'
import { SESSION_TONE } from '../training/Lists'
import { SeatList } from '../training/SeatList'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Refused } from '../ui/Refused'

type Brings = { note?: string; person_ids?: number[]; results?: Result[] }

export default function TrainingSessionPage({ id }: { id: string }) {
  const { t } = useTranslation()
  const answer = useSessionDetail(id)
  const one = answer.data
  return (
    <div className="sb-page sb-permit-file">
      <Link href="/training?view=sessions" className="sb-permit-back"><ArrowLeftOutlined aria-hidden /> {t('training.back')}</Link>
      {answer.isPending && <Waiting rows={10} />}
      {answer.isError && !one && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('training.gone')} />}
      {one && <Body one={one} />}
    </div>
  )
}

function Body({ one }: { one: SessionDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  const step = useStep(one.id)
  const take = (name: Step, brings: Brings = {}, done?: () => void) => step.mutate({ step: name, version: one.version, ...brings }, { onSuccess: () => done?.() })
  return (
    <>
      <header className="sb-permit-card sb-permit-head" data-testid="training-session" data-state={one.state}>
        <div className="sb-permit-title">
          <h1>{one.course.name}</h1>
          <span className="sb-chip" data-tone={SESSION_TONE[one.state]}>{t(`training.state.${one.state}`)}</span>
        </div>
        <Facts
          facts={[
            [t('training.session.starts'), `${clock.date(one.starts_at)} ${clock.time(one.starts_at).slice(0, 5)}`],
            [t('training.session.place'), one.place],
            [t('training.session.teacher'), one.teacher],
            [t('training.session.organiser'), one.organiser.name],
            [t('training.session.plan'), one.plan?.name ?? null],
            [t('training.session.hours'), t('training.courses.hoursN', { n: one.course.hours })],
            [t('training.session.mark'), one.course.pass_mark === null ? t('training.courses.noMark') : t('training.courses.markN', { n: one.course.pass_mark })],
            [t('training.session.capacity'), String(one.capacity)],
            [t('training.courses.article'), one.course.article],
          ]}
        />
        <Acts one={one} busy={step.isPending} take={take} />
        <Refused error={step.error} />
      </header>
      <div className="sb-permit-columns">
        <div><SeatList key={one.state} one={one} busy={step.isPending} take={take} /></div>
        <div>
          <ExamCard one={one} busy={step.isPending} take={take} />
          {one.state === 'held' && <DoorCard one={one} />}
          <Sheets one={one} />
          <section className="sb-permit-card">
            <h3>{t('training.session.life')}</h3>
            <ul className="sb-permit-clocks">
              {one.events.map((event) => (
                <li key={event.at + event.step}>
                  <b>{wordOr(t, `training.step.${event.step}`, event.step)}</b>
                  <span className="sb-fine">{clock.date(event.at)} {clock.time(event.at)} {event.by}</span>
                  {event.note && <span>{event.note}</span>}
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  )
}

function Acts({ one, busy, take }: { one: SessionDetail; busy: boolean; take: (step: Step, brings?: Brings, done?: () => void) => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const [inviting, setInviting] = useState(false)
  const [cancelling, setCancelling] = useState(false)
  const may = (step: Step) => one.may.some((each) => each.step === step)
  const close = () => void modal.confirm({ title: t('training.step.close'), content: t('training.session.confirmClose'), okText: t('training.step.close'), onOk: () => take('close') })
  return (
    <div className="sb-actions">
      {may('begin') && <Button type="primary" loading={busy} onClick={() => take('begin')} data-testid="session-begin">{t('training.step.begin')}</Button>}
      {may('close') && <Button type="primary" loading={busy} onClick={close} data-testid="session-close">{t('training.step.close')}</Button>}
      {may('invite') && <Button onClick={() => setInviting(true)} data-testid="session-invite">{t('training.step.invite')}</Button>}
      {may('cancel') && <Button danger onClick={() => setCancelling(true)}>{t('training.step.cancel')}</Button>}
      {inviting && <Invite one={one} busy={busy} onInvite={(ids) => take('invite', { person_ids: ids }, () => setInviting(false))} onClose={() => setInviting(false)} />}
      {cancelling && <Cancel busy={busy} onCancel={(note) => take('cancel', { note }, () => setCancelling(false))} onClose={() => setCancelling(false)} />}
    </div>
  )
}

function Invite({ one, busy, onInvite, onClose }: { one: SessionDetail; busy: boolean; onInvite: (ids: number[]) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string[]>([])
  const people = useInvitable(one.course.audience)
  const listed = new Set(one.seats.map((seat) => seat.person_id))
  const options = (people.data ?? []).filter((person) => !listed.has(person.id)).map((person) => ({ value: person.id, label: `${person.name}（${person.organisation_name}）` }))
  return (
    <Modal open onCancel={onClose} title={t('training.step.invite')} okText={t('training.session.chosen', { n: chosen.length })} okButtonProps={{ disabled: chosen.length === 0, 'data-testid': 'invite-ok' }} onOk={() => onInvite(chosen.map(Number))} confirmLoading={busy}>
      <div className="sb-dialog">
        <Select mode="multiple" value={chosen} onChange={setChosen} options={options} loading={people.isPending} showSearch={{ optionFilterProp: 'label' }} placeholder={t('training.session.choose')} aria-label={t('training.session.choose')} className="sb-whole" data-testid="invite-people" />
      </div>
    </Modal>
  )
}

function Cancel({ busy, onCancel, onClose }: { busy: boolean; onCancel: (note: string) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ note: string }>()
  return (
    <Modal open onCancel={onClose} title={t('training.step.cancel')} okText={t('training.step.cancel')} okButtonProps={{ danger: true }} onOk={form.submit} confirmLoading={busy}>
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={({ note }) => onCancel(note)}>
        <p className="sb-muted">{t('training.session.confirmCancel')}</p>
        <Form.Item name="note" label={t('training.session.note')} rules={[{ required: true, whitespace: true, message: t('training.form.needed') }]}><Input.TextArea rows={3} maxLength={1000} /></Form.Item>
      </Form>
    </Modal>
  )
}

function Sheets({ one }: { one: SessionDetail }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const attach = useAttachSheet(one.id)
  const may = one.may.some((each) => each.step === 'attach')
  if (!may && one.papers.length === 0) return null
  return (
    <section className="sb-permit-card" data-testid="training-sheets">
      <div className="sb-block-head">
        <h3>{t('training.session.sheets')}</h3>
        {may && <Button icon={<PaperClipOutlined />} loading={attach.isPending} onClick={() => input.current?.click()}>{t('training.session.add')}</Button>}
      </div>
      <input
        ref={input} type="file" hidden accept={ACCEPTED} data-testid="sheet-input"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) attach.mutate(file)
          event.target.value = ''
        }}
      />
      {one.papers.length === 0 && <p className="sb-muted">{t('training.session.sheetsNone')}</p>}
      <ul className="sb-plain">{one.papers.map((paper) => <li key={paper.id}><a href={sheetAddress(paper.id)} target="_blank" rel="noreferrer">{paper.name}</a></li>)}</ul>
      <Refused error={attach.error} />
    </section>
  )
}
