// Renewal by list at the half-year inspection: one line a vehicle; each line fails alone, with its reason.
import { useState } from 'react'
import { Alert, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRenewSigns, type Renewed, type RenewedLine } from '../api/granted'
import { useConfig, useSession } from '../api/queries'
import { wallOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'
import { HeldScan } from './HeldSteps'

interface Values {
  lines: string
  dated_on: string
  document_id?: string
  document_number?: string
}
const NAMES = { dated_on: 'dated_on', document_id: 'document_id', document_number: 'document_number', signs: 'lines' }
const FEWEST_CELLS = 3

export function RenewalList({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const [form] = Form.useForm<Values>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const recorded = useSession().data?.role !== 'police'
  const [today] = useState(() => wallOf(Date.now(), zone).slice(0, 10))
  const [done, setDone] = useState<Renewed[] | null>(null)
  const renew = useRenewSigns()
  const send = ({ lines, ...given }: Values) => {
    const signs = linesOf(lines)
    if (!signs) return form.setFields([{ name: 'lines', errors: [t('granted.list.wrong')] }])
    return renew.mutate({ signs, ...given }, { onSuccess: setDone })
  }
  const failed = done?.filter((one) => one.why) ?? []
  return (
    <Modal
      open width={640} title={t('granted.list.title')} onCancel={onClose} okText={done ? t('granted.list.close') : t('granted.list.send')} onOk={done ? onClose : form.submit} confirmLoading={renew.isPending} mask={{ closable: false }}
      okButtonProps={{ 'data-testid': 'renewal-submit' }}
    >
      {done ? (
        <div data-testid="renewal-done">
          <Alert type={failed.length > 0 ? 'warning' : 'success'} showIcon title={t('granted.list.done', { n: done.length - failed.length, failed: failed.length })} />
          <ul className="sb-plain">{failed.map((one) => <li key={one.plate}><b>{one.plate}</b> {i18n.language === 'en' ? one.why?.en : one.why?.zh}</li>)}</ul>
        </div>
      ) : (
        <Form form={form} layout="vertical" className="sb-dialog" initialValues={{ dated_on: today }} onFinish={send}>
          <p className="sb-muted">{t('granted.list.lead')}</p>
          <Form.Item name="lines" label={t('granted.list.lines')} rules={[{ required: true, whitespace: true, message: t('permits.ask.needed') }]}><Input.TextArea rows={7} placeholder={t('granted.list.example')} data-testid="renewal-lines" /></Form.Item>
          {recorded && <HeldScan papers={[]} of={null} kind="list" />}
          {recorded && <Form.Item name="document_number" label={t('permits.ask.document_number')} rules={[{ required: true, whitespace: true, message: t('permits.ask.needed') }]}><Input maxLength={64} /></Form.Item>}
          <Form.Item name="dated_on" label={t('permits.ask.dated_own')} rules={[{ required: true, message: t('permits.ask.needed') }]}><Input type="date" max={today} /></Form.Item>
          <Refused error={renew.error} form={form} names={NAMES} />
        </Form>
      )}
    </Modal>
  )
}

const isDay = (cell: string | undefined) => cell === undefined || /^\d{4}-\d{2}-\d{2}$/.test(cell)

/** Plate, number, last day, and the inspection's where it is another; null when a line is none. */
function linesOf(text: string): RenewedLine[] | null {
  const rows = text.split('\n').map((line) => line.split(/[\s,，\t]+/).filter(Boolean)).filter((cells) => cells.length > 0)
  if (rows.some((cells) => cells.length < FEWEST_CELLS || cells.length > FEWEST_CELLS + 1 || !isDay(cells[2]) || !isDay(cells[3]))) return null
  return rows.map(([plate = '', number = '', valid_to = '', inspection_to]) => ({ plate, number, valid_to, inspection_to: inspection_to ?? valid_to }))
}
