// Plan a turn on the rota.
import { useState } from 'react'
import { Button, Form, Input, Modal, Select } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useAddDuty, useOfficers } from '../../api/desk'
import { useConfig } from '../../api/queries'
import { instantOf } from '../../lib/wallClock'
import { Refused } from '../../ui/Refused'

const NAMES = { account_id: 'who', since: 'since', until: 'until', rank: 'rank' }
const RANKS = [0, 1, 2, 3]

export function AddDuty() {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ who: string; since: string; until: string; rank: number }>()
  const [open, setOpen] = useState(false)
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const officers = useOfficers(open).data ?? []
  const add = useAddDuty()
  const close = () => { setOpen(false); form.resetFields(); add.reset() }
  return (
    <>
      <Button size="small" icon={<PlusOutlined />} onClick={() => setOpen(true)} data-testid="add-duty">{t('desk.watch.add')}</Button>
      <Modal open={open} title={t('desk.watch.add')} okText={t('desk.watch.add')} onCancel={close} onOk={form.submit} confirmLoading={add.isPending} okButtonProps={{ 'data-testid': 'duty-submit' }}>
        <Form
          form={form} layout="vertical" className="sb-dialog" initialValues={{ rank: 0 }}
          onFinish={({ who, since, until, rank }) =>
            add.mutate({ account_id: Number(who), since: instantOf(since, zone) ?? '', until: instantOf(until, zone) ?? '', rank }, { onSuccess: close })}
        >
          <Form.Item name="who" label={t('desk.watch.who')} rules={[{ required: true, message: t('desk.ask.assigneeMissing') }]}>
            <Select options={officers.map((one) => ({ value: one.id, label: one.name }))} data-testid="duty-who" />
          </Form.Item>
          {(['since', 'until'] as const).map((name) => (
            <Form.Item key={name} name={name} label={name === 'since' ? t('desk.watch.from') : t('desk.watch.to')} rules={[{ required: true, message: t('desk.ask.untilMissing') }]}>
              <Input type="datetime-local" data-testid={`duty-${name}`} />
            </Form.Item>
          ))}
          <Form.Item name="rank" label={t('desk.watch.rank')}>
            <Select options={RANKS.map((rank) => ({ value: rank, label: rank === 0 ? t('desk.watch.first') : t('desk.watch.next', { n: rank + 1 }) }))} />
          </Form.Item>
          <Refused error={add.error} form={form} names={NAMES} />
        </Form>
      </Modal>
    </>
  )
}
