// When pupils of a school come and go, as the school says.
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSetHours, type Hours, type SchoolHours } from '../../api/suspects'
import { Refused } from '../../ui/Refused'

const TIMES = ['arrival_from', 'arrival_to', 'leaving_from', 'leaving_to'] as const
const NAMES = Object.fromEntries(TIMES.map((name) => [name, name]))

export function HoursDialog({ school, onClose }: { school: SchoolHours; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Hours>()
  const put = useSetHours(school.id)
  const first = Object.fromEntries(TIMES.map((name) => [name, school[name].slice(0, 5)]))
  return (
    <Modal open onCancel={onClose} title={t('suspects.hoursTitle', { name: school.name })} okText={t('suspects.save')} onOk={form.submit} confirmLoading={put.isPending} okButtonProps={{ 'data-testid': 'hours-submit' }}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={first} onFinish={(given) => put.mutate(given, { onSuccess: onClose })} data-testid="hours-dialog">
        <div className="sb-seal-span">
          {TIMES.map((name) => (
            <Form.Item key={name} name={name} label={t(`suspects.hoursNames.${name}`)} rules={[{ required: true, message: t('suspects.needed') }]}>
              <Input type="time" data-testid={`hours-${name}`} />
            </Form.Item>
          ))}
        </div>
        <Refused error={put.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
