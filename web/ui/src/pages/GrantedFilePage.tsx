// One permit: what may be done now, its versions and when they ruled, drivers, signs, revocations, papers, its life.
import { useState } from 'react'
import { Alert, Button, Form, Input, Modal } from 'antd'
import { ArrowLeftOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { FileTrail } from '../audit/AuditList'
import { useHeldFile, useOpenPenalty, type HeldFile } from '../api/granted'
import { HeldChip, LastDay, Marks } from '../granted/Chips'
import { HeldSteps } from '../granted/HeldSteps'
import { Documents, Drivers, HeldLife, Penalties, SignLives, Versions } from '../granted/Parts'
import { LabelCard } from '../label/LabelCard'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Plate } from '../ui/Plate'
import { Refused } from '../ui/Refused'

export default function GrantedFilePage({ id }: { id: string }) {
  const { t } = useTranslation()
  const answer = useHeldFile(id)
  const one = answer.data
  return (
    <div className="sb-page sb-permit-file">
      <Link href="/granted" className="sb-permit-back"><ArrowLeftOutlined aria-hidden /> {t('granted.title')}</Link>
      {answer.isPending && <Waiting rows={10} />}
      {answer.isError && !one && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('granted.gone')} />}
      {one && (
        <>
          <Head one={one} />
          <div className="sb-permit-columns" data-testid="held-file" data-permit-id={one.id} data-version={one.version}>
            <div>
              <Penalties one={one} />
              <SignLives one={one} />
              <LabelCard of={{ permit_id: one.id }} turn={String(one.version)} />
              <Drivers drivers={one.drivers} />
              <Versions one={one} />
            </div>
            <div>
              <HeldLife one={one} />
              <Documents one={one} />
              <FileTrail kind="permit" id={one.id} />
            </div>
          </div>
        </>
      )}
    </div>
  )
}

function Head({ one }: { one: HeldFile }) {
  const { t } = useTranslation()
  const [proposing, setProposing] = useState(false)
  const alive = one.state === 'in_force' || one.state === 'suspended'
  return (
    <header className="sb-permit-card sb-permit-head">
      <div className="sb-permit-title"><h1>{one.number}</h1><HeldChip state={one.state} /><Marks one={one} /></div>
      <Facts
        facts={[
          [t('permits.plate'), <Plate key="plate" plate={one.vehicle.name} />],
          [t('granted.holder'), one.holder.name],
          [t('granted.validTo'), <LastDay key="end" day={one.valid_to} alive={alive} />],
          [t('granted.renewByTitle'), one.renew_by],
          [t('granted.applications'), one.applications.length > 0 ? <span key="apps" className="sb-inline">{one.applications.map((each) => <Link key={each.id} href={`/permits/${each.id}`}>{each.name}</Link>)}</span> : null],
        ]}
      />
      {one.bars.map((bar) => <Alert key={bar.until} type="warning" showIcon title={t('granted.barred', { ground: t(`permits.ground.${bar.ground}`), day: bar.until })} />)}
      <div className="sb-permit-now">
        <HeldSteps target={{ subject: 'permit', id: one.id }} version={one.version} may={one.may} papers={one.documents} of={{ permit_id: one.id }} />
        {one.may_open_penalty && <Button danger onClick={() => setProposing(true)} data-testid="open-penalty">{t('granted.propose')}</Button>}
      </div>
      {proposing && <Propose id={one.id} onClose={() => setProposing(false)} />}
    </header>
  )
}

function Propose({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reasons: string }>()
  const open = useOpenPenalty(id)
  return (
    <Modal open title={t('granted.propose')} okText={t('granted.propose')} onCancel={onClose} onOk={form.submit} confirmLoading={open.isPending} mask={{ closable: false }} okButtonProps={{ danger: true, 'data-testid': 'propose-submit' }}>
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={(values) => open.mutate(values, { onSuccess: onClose })}>
        <p className="sb-muted">{t('granted.proposeLead')}</p>
        <Form.Item name="reasons" label={t('granted.reasons')} rules={[{ required: true, whitespace: true, message: t('permits.ask.needed') }]}><Input.TextArea rows={4} maxLength={2000} data-testid="propose-reasons" /></Form.Item>
        <Refused error={open.error} form={form} names={{ reasons: 'reasons' }} />
      </Form>
    </Modal>
  )
}
