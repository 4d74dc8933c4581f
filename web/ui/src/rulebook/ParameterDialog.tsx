// Dating a new value of a parameter, within its bounds, and who decided it.
import { Form, Input, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConfig } from '../api/queries'
import { useSetParameter, type Parameter } from '../api/rulebook'
import { instantOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'
import { useParameterWords } from './ParameterList'

const NAMES = { value: 'value', since: 'since', source: 'source' }

export function ParameterDialog({ parameter, onClose }: { parameter: Parameter; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ value: number; since?: string; source: string }>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const words = useParameterWords()
  const change = useSetParameter()
  const limits = t('rulebook.limits', { least: words.value(parameter.least, parameter.unit), most: words.value(parameter.most, parameter.unit) })
  return (
    <Modal
      open onCancel={onClose} title={t('rulebook.changeTitle', { name: words.name(parameter) })} okText={t('devices.save')} onOk={form.submit}
      confirmLoading={change.isPending} okButtonProps={{ 'data-testid': 'parameter-submit' }}
    >
      <Form
        form={form} layout="vertical" className="sb-dialog" data-testid="parameter-dialog" initialValues={{ value: parameter.value }}
        onFinish={({ value, since, source }) => {
          const from = instantOf(since, zone)
          change.mutate({ name: parameter.name, value, source, ...(from ? { since: from } : {}) }, { onSuccess: onClose })
        }}
      >
        <Form.Item name="value" label={t('rulebook.newValue')} extra={limits} rules={[{ required: true, message: t('rulebook.valueMissing') }]}>
          <InputNumber data-testid="parameter-value" />
        </Form.Item>
        <Form.Item name="since" label={t('rulebook.from')} extra={t('rulebook.fromHint')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="source" label={t('rulebook.source')} rules={[{ required: true, whitespace: true, message: t('rulebook.sourceMissing') }]}>
          <Input placeholder={t('rulebook.sourceHint')} maxLength={400} data-testid="parameter-source" />
        </Form.Item>
        <Refused error={change.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
