// Vehicles called for inspection: what was agreed with police, by day within its number, and one moved to another day.
import { useState } from 'react'
import { Button, Form, Input, InputNumber, Modal } from 'antd'
import { EditOutlined, PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useConfig } from '../api/queries'
import { appointmentsAddress, useActOnMany, useAgree, type Agreed, type RoundDetail, type RoundFile } from '../api/rounds'
import { usePhone } from '../lib/usePhone'
import { instantOf, wallOf } from '../lib/wallClock'
import { Plate } from '../ui/Plate'
import { Refused } from '../ui/Refused'
import { ManyDialog } from './ManyDialog'
import { whyWords } from './words'

const clockOf = (time: string) => time.slice(0, 5)

export function Inspections({ round }: { round: RoundDetail }) {
  const { t, i18n } = useTranslation()
  const phone = usePhone()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const [agreeing, setAgreeing] = useState(false)
  const [moving, setMoving] = useState<RoundFile | null>(null)
  const days = byDay(round.items, zone)
  const call = round.may.find((one) => one.subject === 'police' && one.step === 'call')
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: i18n.language === 'en' ? 'short' : 'narrow', timeZone: 'UTC' })
  return (
    <section className="sb-permit-card" data-testid="round-inspections">
      <div className="sb-permit-title">
        <h2>{t('rounds.inspections.title')}</h2>
        <span className="sb-actions">
          {round.may_agree && <Button size="small" icon={<EditOutlined />} onClick={() => setAgreeing(true)} data-testid="round-agree">{t('rounds.inspections.agree')}</Button>}
          {days.length > 0 && <Button size="small" icon={<PrinterOutlined />} href={appointmentsAddress(round.id)} target="_blank" data-testid="round-print">{t('rounds.inspections.print')}</Button>}
        </span>
      </div>
      <p className="sb-muted" data-testid="round-agreed">
        {round.inspect_from === null
          ? t('rounds.inspections.none')
          : t('rounds.inspections.said', { place: round.place, day: round.inspect_from, n: round.capacity_per_day, from: clockOf(round.opens_at), to: clockOf(round.closes_at) })}
      </p>
      {days.length === 0 && <p className="sb-fine">{t('rounds.inspections.empty')}</p>}
      <ol className="sb-round-days">
        {days.map(([day, files], n) => (
          <li key={day} data-day={day}>
            <details open={!phone || n === 0}>
              <summary><h3>{t('rounds.inspections.day', { day, weekday: weekday.format(Date.parse(day)) })} <span className="sb-fine">{round.capacity_per_day === null ? files.length : t('rounds.inspections.count', { n: files.length, of: round.capacity_per_day })}</span></h3></summary>
              <ul>
                {files.map(({ file, wall }) => (
                  <li key={file.id} data-appointment={file.vehicle?.name}>
                    <span>{wall.slice(11)}</span><Plate plate={file.vehicle?.name ?? ''} />
                    {file.steps.includes('police.call') && <button type="button" className="sb-link" onClick={() => setMoving(file)} data-testid="round-move">{t('rounds.inspections.move')}</button>}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ol>
      {agreeing && <Agree round={round} onClose={() => setAgreeing(false)} />}
      {moving && call && !call.recorded && <Move round={round} file={moving} zone={zone} onClose={() => setMoving(null)} />}
      {moving && call?.recorded && <ManyDialog round={round} step={call} files={[moving]} onClose={() => setMoving(null)} />}
    </section>
  )
}

interface Called {
  file: RoundFile
  wall: string
}

function byDay(files: readonly RoundFile[], zone: string): [string, Called[]][] {
  const found = new Map<string, Called[]>()
  const called = files.flatMap((file) => (file.police?.state === 'called' && file.police.appointment ? [{ file, wall: wallOf(Date.parse(file.police.appointment), zone) }] : []))
  for (const one of called.sort((a, b) => a.wall.localeCompare(b.wall))) found.set(one.wall.slice(0, 10), [...(found.get(one.wall.slice(0, 10)) ?? []), one])
  return [...found]
}

const NAMES = { place: 'place', capacity_per_day: 'capacity_per_day', inspect_from: 'inspect_from', opens_at: 'opens_at', closes_at: 'closes_at' }

function Agree({ round: now, onClose }: { round: RoundDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [round] = useState(now) // as it was seen when the dialog opened, at that version
  const [form] = Form.useForm<Omit<Agreed, 'version'>>()
  const agree = useAgree(round.id)
  const needed = [{ required: true, message: t('permits.ask.needed') }]
  const first = { place: round.place ?? '', capacity_per_day: round.capacity_per_day ?? 20, inspect_from: round.inspect_from ?? '', opens_at: clockOf(round.opens_at), closes_at: clockOf(round.closes_at) }
  return (
    <Modal open title={t('rounds.inspections.agree')} okText={t('rounds.save')} onCancel={onClose} onOk={form.submit} confirmLoading={agree.isPending} okButtonProps={{ 'data-testid': 'agree-submit' }}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={first} onFinish={(values) => agree.mutate({ ...values, version: round.version }, { onSuccess: onClose })} data-testid="agree-form">
        <Form.Item name="place" label={t('rounds.inspections.place')} rules={needed}><Input maxLength={200} data-testid="agree-place" /></Form.Item>
        <div className="sb-two">
          <Form.Item name="capacity_per_day" label={t('rounds.inspections.capacity')} rules={needed}><InputNumber min={1} max={200} precision={0} className="sb-whole" data-testid="agree-capacity" /></Form.Item>
          <Form.Item name="inspect_from" label={t('rounds.inspections.from')} rules={needed}><Input type="date" data-testid="agree-from" /></Form.Item>
        </div>
        <div className="sb-two">
          <Form.Item name="opens_at" label={t('rounds.inspections.opens')} rules={needed}><Input type="time" data-testid="agree-opens" /></Form.Item>
          <Form.Item name="closes_at" label={t('rounds.inspections.closes')} rules={needed}><Input type="time" data-testid="agree-closes" /></Form.Item>
        </div>
        <Refused error={agree.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

/** Called anew for another time; a day that is full refuses it. The desk, which records it from the police's paper, is asked for that. */
function Move({ round, file, zone, onClose }: { round: RoundDetail; file: RoundFile; zone: string; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const act = useActOnMany(round.id)
  const [wall, setWall] = useState(file.police?.appointment ? wallOf(Date.parse(file.police.appointment), zone) : '')
  const at = instantOf(wall, zone)
  const refused = act.data?.files.find((one) => !one.done)
  const send = () =>
    at && act.mutate({ subject: 'police', step: 'call', files: [{ application_id: file.id, version: file.version, appointment: at }] }, { onSuccess: (made) => made.done > 0 && onClose() })
  return (
    <Modal open title={t('rounds.inspections.moveTitle', { plate: file.vehicle?.name ?? '' })} okText={t('rounds.inspections.move')} onCancel={onClose} onOk={send} confirmLoading={act.isPending} okButtonProps={{ disabled: !at, 'data-testid': 'move-submit' }}>
      <div className="sb-dialog">
        <label className="sb-stack">{t('rounds.inspections.to')}<Input type="datetime-local" value={wall} onChange={(event) => setWall(event.target.value)} data-testid="move-to" /></label>
        {refused && <p className="sb-open" role="alert" data-testid="move-refused">{whyWords(i18n.language, refused)}</p>}
        <Refused error={act.error} />
      </div>
    </Modal>
  )
}
