// One file leaves the round, with a reason.
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDrop, type RoundDetail, type RoundFile } from '../api/rounds'
import { useClock } from '../lib/useClock'
import { whenWords } from '../permits/words'
import { Refused } from '../ui/Refused'

const NAMES = { reason: 'reason' }

export function DropOut({ round, file, onClose }: { round: RoundDetail; file: RoundFile; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const drop = useDrop(round.id)
  return (
    <Modal open title={t('rounds.drop.title')} okText={t('rounds.drop.button')} onCancel={onClose} onOk={form.submit} confirmLoading={drop.isPending} okButtonProps={{ danger: true, 'data-testid': 'round-drop-submit' }}>
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={({ reason }) => drop.mutate({ application_id: file.id, reason }, { onSuccess: onClose })}>
        <p>{t('rounds.drop.lead', { plate: file.vehicle?.name ?? file.number ?? '' })}</p>
        <Form.Item name="reason" label={t('rounds.drop.reason')} rules={[{ required: true, whitespace: true, message: t('permits.ask.needed') }]}><Input.TextArea rows={3} maxLength={2000} data-testid="round-drop-reason" /></Form.Item>
        <Refused error={drop.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

export function Dropped({ round }: { round: RoundDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  if (round.dropped.length === 0) return null
  return (
    <section className="sb-permit-card" data-testid="round-dropped">
      <h2>{t('rounds.drop.list')}</h2>
      <ul className="sb-permit-clocks">
        {round.dropped.map((one) => (
          <li key={one.application_id + one.at}>
            <span className="sb-permit-clock-head"><b>{[one.plate, one.number].filter(Boolean).join(' · ')}</b><span className="sb-fine">{t('rounds.drop.by', { who: one.by, time: whenWords(clock, one.at) })}</span></span>
            <span>{one.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
