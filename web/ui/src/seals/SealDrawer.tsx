// One seal: what it freezes, its package, and how two people lift it.
import { useState } from 'react'
import { Button, Drawer, Form, Input, Modal } from 'antd'
import { DownloadOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useSession } from '../api/queries'
import { packageAddress, useRelease, useSeal, type Seal } from '../api/seals'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { writePlayback } from '../playback/address'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Refused } from '../ui/Refused'
import { LEAST_REASON } from './SealDialog'
import { SealState } from './SealState'

export function SealDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useSeal(id)
  return (
    <Drawer open onClose={onClose} size={phone ? '100%' : 560} title={t('seals.numbered', { n: id })} rootClassName="sb-drawer">
      {answer.isPending && <Waiting rows={8} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('seals.gone')} />}
      {answer.data && <Body seal={answer.data} />}
    </Drawer>
  )
}

function Body({ seal }: { seal: Seal }) {
  const { t } = useTranslation()
  const clock = useClock()
  const mayExport = useMay('seal')
  const moment = (iso: string) => `${clock.date(iso)} ${clock.seconds(iso)}`
  return (
    <div className="sb-seal" data-testid="seal">
      <section className="sb-block">
        <p className="sb-inline"><SealState state={seal.state} /><span className="sb-strong">{seal.subject}</span></p>
        <Facts
          facts={[
            [t('seals.what'), t(`seals.kind.${seal.kind}`)],
            [t('seals.time'), t('seals.span', { from: moment(seal.since), to: moment(seal.until) })],
            [t('seals.reason'), seal.reason],
            [t('seals.by'), t('seals.byAt', { name: seal.sealed_by, time: moment(seal.sealed_at) })],
            [t('seals.frozen'), t('seals.counts', { fixes: seal.fixes, findings: seal.findings, parked: seal.parked })],
          ]}
        />
        {seal.state !== 'lifted' && <p className="sb-note">{t('seals.holds')}</p>}
      </section>
      <section className="sb-block">
        <h3>{t('seals.stretches')}</h3>
        <ul className="sb-plain">
          {seal.stretches.map((one) => (
            <li key={one.vehicle_id + one.since} className="sb-inline">
              <b>{one.plate}</b>
              <span>{t('seals.span', { from: moment(one.since), to: moment(one.until) })}</span>
              <Link href={writePlayback({ vehicles: [one.vehicle_id], since: one.since, until: one.until, at: null, rate: 10 })}><PlayCircleOutlined aria-hidden /> {t('playback.open')}</Link>
            </li>
          ))}
        </ul>
      </section>
      {mayExport && (
        <section className="sb-block">
          <h3>{t('seals.package')}</h3>
          <p className="sb-muted">{t('seals.packageHint')}</p>
          <p><Button icon={<DownloadOutlined />} href={packageAddress(seal.id)} data-testid="seal-package">{t('seals.download')}</Button></p>
        </section>
      )}
      <Lifting seal={seal} />
    </div>
  )
}

function Lifting({ seal }: { seal: Seal }) {
  const { t } = useTranslation()
  const clock = useClock()
  const may = useMay('seal')
  const me = useSession().data?.id
  const [asking, setAsking] = useState(false)
  const mine = seal.releases.some((one) => one.account_id === me)
  const first = seal.releases.length === 0
  return (
    <section className="sb-block" data-testid="lifting">
      <h3>{t('seals.lifting')}</h3>
      <p className="sb-muted">{t('seals.liftingHint')}</p>
      <ul className="sb-plain">
        {seal.releases.map((one, n) => (
          <li key={one.account_id}>
            <b>{n === 0 ? t('seals.asked', { name: one.by }) : t('seals.agreed', { name: one.by })}</b>
            <span className="sb-fine"> {clock.date(one.at)} {clock.time(one.at)}</span>
            <p>{one.reason}</p>
          </li>
        ))}
      </ul>
      {seal.state !== 'lifted' && may && (mine ? <p className="sb-note">{t('seals.waitsForAnother')}</p> : (
        <p><Button danger={!first} onClick={() => setAsking(true)} data-testid="lift">{first ? t('seals.askLift') : t('seals.agreeLift')}</Button></p>
      ))}
      {asking && <LiftDialog id={seal.id} first={first} onClose={() => setAsking(false)} />}
    </section>
  )
}

function LiftDialog({ id, first, onClose }: { id: string; first: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const release = useRelease(id)
  return (
    <Modal
      open onCancel={onClose} title={first ? t('seals.askLift') : t('seals.agreeLift')} okText={t('seals.confirm')} onOk={form.submit} confirmLoading={release.isPending}
      okButtonProps={{ danger: !first, 'data-testid': 'lift-submit' }} mask={{ closable: false }}
    >
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={({ reason }) => release.mutate(reason, { onSuccess: onClose })}>
        <p className="sb-muted">{first ? t('seals.askLead') : t('seals.agreeLead')}</p>
        <Form.Item name="reason" label={t('seals.reason')} rules={[{ required: true, min: LEAST_REASON, message: t('seals.reasonMissing', { n: LEAST_REASON }) }]}>
          <Input.TextArea rows={3} maxLength={500} data-testid="lift-reason" />
        </Form.Item>
        <Refused error={release.error} form={form} names={{ reason: 'reason' }} />
      </Form>
    </Modal>
  )
}
