// A form made of a table of fields, in a dialog; what the server refuses is marked at its field.
import { Form, Input, InputNumber, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Paper } from '../api/registers'
import { wordOr } from '../i18n'
import { Refused } from '../ui/Refused'
import { wishOf, type FieldOf } from './fields'

interface Props {
  title: string
  fields: readonly FieldOf[]
  first: Record<string, unknown>
  papers: Paper[]
  hint?: string
  error: unknown
  pending: boolean
  onSave: (wish: Record<string, unknown>) => void
  onClose: () => void
  children?: React.ReactNode
}

export function FieldsForm({ title, fields, first, papers, hint, error, pending, onSave, onClose, children }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm()
  const names = Object.fromEntries([...fields.map((one) => one.name), 'organisation_id', 'counterpart_id'].map((name) => [name, name]))
  return (
    <Modal open title={title} onCancel={onClose} onOk={form.submit} okText={t('registers.act.save')} confirmLoading={pending} mask={{ closable: false }} okButtonProps={{ 'data-testid': 'register-save' }}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={first} onFinish={(values: Record<string, unknown>) => onSave(wishOf(values))} data-testid="register-form">
        {hint && <p className="sb-muted">{hint}</p>}
        {children}
        {fields.map((one) => (
          <Form.Item key={one.name} name={one.name} label={t(`registers.field.${one.name}`)} rules={one.needed ? [{ required: true, message: t('registers.needed') }] : []}>
            {control(one, papers, t('registers.chooseFile'), (kind) => wordOr(t, `registers.kind.${kind}`, kind))}
          </Form.Item>
        ))}
        <Refused error={error} form={form} names={names} />
      </Form>
    </Modal>
  )
}

function control(one: FieldOf, papers: Paper[], choose: string, word: (kind: string) => string) {
  if (one.is === 'date') return <Input type="date" data-testid={`field-${one.name}`} />
  if (one.is === 'number') return <InputNumber min={0} precision={0} className="sb-register-wide" data-testid={`field-${one.name}`} />
  if (one.is === 'kind') return <Select options={(one.kinds ?? []).map((value) => ({ value, label: word(value) }))} data-testid={`field-${one.name}`} />
  if (one.is === 'file') return <Select allowClear placeholder={choose} options={papers.map((paper) => ({ value: paper.id, label: `${word(paper.kind)} · ${paper.name}` }))} data-testid={`field-${one.name}`} />
  return <Input maxLength={200} data-testid={`field-${one.name}`} />
}
