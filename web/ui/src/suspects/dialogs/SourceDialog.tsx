// Let a camera or a gate in: its name, its kind, where it stands; then its token, once.
import { useState } from 'react'
import { Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSchools } from '../../api/queries'
import { useAddSource, type SourceKind, type SourceMade } from '../../api/suspects'
import { Refused } from '../../ui/Refused'
import { TokenDialog } from './TokenDialog'

interface Wish {
  name: string
  kind: SourceKind
  school?: string
}
const NAMES = { name: 'name', kind: 'kind', school_id: 'school' }
const FIRST = { kind: 'camera' } as const

export function SourceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Wish>()
  const [made, setMade] = useState<SourceMade | null>(null)
  const schools = useSchools().data ?? []
  const add = useAddSource()
  if (made) return <TokenDialog made={made} onClose={onClose} />
  const submit = ({ name, kind, school }: Wish) => add.mutate({ name, kind, ...(school ? { school_id: Number(school) } : {}) }, { onSuccess: setMade })
  return (
    <Modal open onCancel={onClose} title={t('suspects.addSource')} okText={t('suspects.addSource')} onOk={form.submit} confirmLoading={add.isPending} okButtonProps={{ 'data-testid': 'source-submit' }}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={FIRST} onFinish={submit} data-testid="source-dialog">
        <Form.Item name="name" label={t('suspects.sourceName')} rules={[{ required: true, whitespace: true, message: t('suspects.needed') }]}>
          <Input maxLength={100} placeholder={t('suspects.sourceNameExample')} data-testid="source-name" />
        </Form.Item>
        <Form.Item name="kind" label={t('suspects.sourceKind')}>
          <Radio.Group options={(['camera', 'gate'] as const).map((value) => ({ value, label: t(`suspects.told.${value}`) }))} optionType="button" />
        </Form.Item>
        <Form.Item name="school" label={t('suspects.standsAt')}>
          <Select allowClear showSearch optionFilterProp="label" options={schools.map((one) => ({ value: one.id, label: one.name }))} data-testid="source-school" />
        </Form.Item>
        <Refused error={add.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
