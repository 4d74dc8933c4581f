// What a terminal is told or asked: text to the driver, report interval, photograph, alarms confirmed.
import { Checkbox, Form, Input, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../api/devices'
import type { CommandKind } from '../../api/deviceTypes'
import { Refused } from '../../ui/Refused'
import { ALARMS, gbkBytes, type Alarm } from '../words'

const MOST_BYTES = 500

interface Wish {
  text?: string
  urgent?: boolean
  interval_s?: number
  channel?: number
  alarms?: Alarm[]
}
interface Props {
  device: string
  plate: string | null
  kind: Exclude<CommandKind, 'locate'>
  onClose: () => void
  onGiven?: () => void
}

export function CommandDialog({ device, plate, kind, onClose, onGiven }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const give = useCommand(device)
  const done = () => {
    onClose()
    onGiven?.()
  }
  return (
    <Modal
      open onCancel={onClose} title={t(`command.${kind}`)} okText={t('command.send')} onOk={form.submit} confirmLoading={give.isPending}
      okButtonProps={{ 'data-testid': 'command-submit' }}
    >
      <Form
        form={form} layout="vertical" className="sb-dialog" data-testid="command-dialog" initialValues={{ interval_s: 10, channel: 1, alarms: ['emergency'], urgent: false }}
        onFinish={(wish) => give.mutate({ kind, ...wish }, { onSuccess: done })}
      >
        {plate && <p className="sb-strong">{t('command.to', { plate })}</p>}
        <Fields kind={kind} />
        <Refused error={give.error} />
      </Form>
    </Modal>
  )
}

function Fields({ kind }: { kind: Props['kind'] }) {
  const { t } = useTranslation()
  const words = Form.useWatch<string | undefined>('text') ?? ''
  if (kind === 'text') {
    return (
      <>
        <Form.Item
          name="text" label={t('command.words')} extra={<span className="sb-spread"><span>{t('command.wordsHint')}</span><span>{t('command.bytes', { count: gbkBytes(words) })}</span></span>}
          rules={[
            { required: true, whitespace: true, message: t('command.wordsMissing') },
            { validator: (_rule, value: string) => (gbkBytes(value ?? '') > MOST_BYTES ? Promise.reject(new Error(t('command.tooLong'))) : Promise.resolve()) },
          ]}
        >
          <Input.TextArea autoFocus rows={4} data-testid="command-text" />
        </Form.Item>
        <Form.Item name="urgent" valuePropName="checked">
          <Checkbox>{t('command.urgent')}</Checkbox>
        </Form.Item>
      </>
    )
  }
  if (kind === 'interval') {
    return (
      <Form.Item name="interval_s" label={t('command.every')} rules={[{ required: true }]}>
        <InputNumber autoFocus min={1} max={3600} precision={0} suffix={t('devices.seconds')} className="sb-number" data-testid="command-interval" />
      </Form.Item>
    )
  }
  if (kind === 'snapshot') {
    return (
      <Form.Item name="channel" label={t('command.channel')} rules={[{ required: true }]}>
        <InputNumber autoFocus min={1} max={16} precision={0} className="sb-number" data-testid="command-channel" />
      </Form.Item>
    )
  }
  return (
    <Form.Item name="alarms" label={t('command.alarms')} extra={t('command.alarmsHint')} rules={[{ required: true, type: 'array', min: 1 }]}>
      <Checkbox.Group className="sb-checks" options={(Object.keys(ALARMS) as Alarm[]).map((value) => ({ value, label: t(`command.alarm.${value}`) }))} />
    </Form.Item>
  )
}
