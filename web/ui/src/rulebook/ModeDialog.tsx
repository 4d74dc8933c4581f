// Switching rules off, to trial or on: for the district or one operator, from now or later, and who decided it.
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { getAll } from '../api/client'
import { useConfig } from '../api/queries'
import { MODES, useSetMode, type Mode } from '../api/rulebook'
import type { Organisation } from '../api/types'
import { named } from '../i18n'
import { instantOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'

const NAMES = { mode: 'mode', organisation_id: 'operator', since: 'since', source: 'source' }
interface Given {
  mode: Mode
  operator?: string
  since?: string
  source: string
}

export function ModeDialog({ rules, all, onClose }: { rules: string[]; all: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const [form] = Form.useForm<Given>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const operators = useQuery({
    queryKey: ['operators'],
    queryFn: async () => (await getAll<Organisation>('/organisations', { kind: 'operator' })).items,
    staleTime: 60_000,
  })
  const change = useSetMode()
  const title = all ? t('rulebook.switchAllTitle', { count: rules.length }) : t('rulebook.switchTitle', { rules: rules.join(t('common.comma')) })
  return (
    <Modal
      open onCancel={onClose} title={title} okText={t('rulebook.switch')} onOk={form.submit} confirmLoading={change.isPending}
      okButtonProps={{ 'data-testid': 'mode-submit' }}
    >
      <Form
        form={form} layout="vertical" className="sb-dialog" data-testid="mode-dialog" initialValues={{ mode: 'on' }}
        onFinish={({ mode, operator, since, source }) => {
          const from = instantOf(since, zone)
          change.mutate(
            { rules, mode, source, ...(operator ? { organisation_id: Number(operator) } : {}), ...(from ? { since: from } : {}) },
            { onSuccess: onClose },
          )
        }}
      >
        <Form.Item name="mode" label={t('rulebook.to')}>
          <Radio.Group className="sb-modes">
            {MODES.map((mode) => (
              <Radio key={mode} value={mode} data-testid={`to-${mode}`}>
                {t(`rulebook.mode.${mode}`)} <span className="sb-muted">{t(`rulebook.modeMeaning.${mode}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Form.Item name="operator" label={t('rulebook.forWhom')} extra={t('rulebook.forWhomHint')}>
          <Select
            allowClear placeholder={t('rulebook.district')} data-testid="mode-operator"
            options={operators.data?.map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))}
          />
        </Form.Item>
        <Form.Item name="since" label={t('rulebook.from')} extra={t('rulebook.fromHint')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="source" label={t('rulebook.source')} rules={[{ required: true, whitespace: true, message: t('rulebook.sourceMissing') }]}>
          <Input placeholder={t('rulebook.sourceHint')} maxLength={400} data-testid="mode-source" />
        </Form.Item>
        <Refused error={change.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
