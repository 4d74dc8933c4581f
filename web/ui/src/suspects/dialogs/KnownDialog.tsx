// Put plates on a list that explains them, until a day.
import { Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { LISTS, useAddKnown, type ListKind } from '../../api/suspects'
import { Refused } from '../../ui/Refused'

interface Wish {
  kind: ListKind
  plates: string
  until: string
  source: string
}
const NAMES = { kind: 'kind', until: 'until', source: 'source' }

export function KnownDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const add = useAddKnown()
  const needed = [{ required: true, message: t('suspects.needed') }]
  const submit = ({ plates, ...rest }: Wish) => add.mutate({ ...rest, plates: platesOf(plates) }, { onSuccess: onClose })
  return (
    <Modal open onCancel={onClose} title={t('suspects.knownTitle')} okText={t('suspects.save')} onOk={form.submit} confirmLoading={add.isPending} okButtonProps={{ 'data-testid': 'known-submit' }} mask={{ closable: false }}>
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={submit} data-testid="known-dialog">
        <Form.Item name="kind" label={t('suspects.list')} rules={needed}>
          <Select options={LISTS.map((value) => ({ value, label: t(`suspects.lists.${value}`) }))} data-testid="known-kind" />
        </Form.Item>
        <Form.Item name="plates" label={t('suspects.platesOf')} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} spellCheck={false} data-testid="known-plates" />
        </Form.Item>
        <Form.Item name="until" label={t('suspects.until')} rules={needed}><Input type="date" data-testid="known-until" /></Form.Item>
        <Form.Item name="source" label={t('suspects.from')} rules={needed}><Input maxLength={100} placeholder={t('suspects.fromExample')} data-testid="known-source" /></Form.Item>
        <Refused error={add.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}

const platesOf = (text: string): string[] => text.split(/[\n,，;；、]+/).map((one) => one.trim()).filter(Boolean)
