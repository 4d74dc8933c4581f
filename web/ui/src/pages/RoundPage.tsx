// One round: how far it is, which files will be late, steps for many, the inspections, what was done.
import { useState } from 'react'
import { App, Button } from 'antd'
import { ArrowLeftOutlined, CalendarOutlined, EditOutlined, PlusOutlined, PrinterOutlined, StopOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { ApiError } from '../api/client'
import { useClose, useRound, type RoundDetail } from '../api/rounds'
import { LabelsDialog } from '../label/LabelsDialog'
import { Deeds } from '../rounds/Deeds'
import { Dropped } from '../rounds/DropOut'
import { Files } from '../rounds/Files'
import { Inspections } from '../rounds/Inspections'
import { PutIn } from '../rounds/PutIn'
import { SettleRound } from '../rounds/RoundDialog'
import { StageBar } from '../rounds/StageBar'
import { StepsOfMany } from '../rounds/StepsOfMany'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'

export default function RoundPage({ id }: { id: string }) {
  const { t } = useTranslation()
  const answer = useRound(id)
  const one = answer.data
  return (
    <div className="sb-page sb-permit-file">
      <Link href="/rounds" className="sb-permit-back"><ArrowLeftOutlined aria-hidden /> {t('rounds.back')}</Link>
      {answer.isPending && <Waiting rows={10} />}
      {answer.isError && !one && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('rounds.gone')} />}
      {one && <Whole one={one} />}
    </div>
  )
}

function Whole({ one }: { one: RoundDetail }) {
  const [stage, setStage] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string[]>([])
  const [putting, setPutting] = useState(false)
  const { t } = useTranslation()
  const there = new Set(one.items.map((file) => file.id))
  const picked = chosen.filter((id) => there.has(id))
  const put = () => setPutting(true)
  return (
    <div className="sb-round" data-testid="round" data-round-id={one.id} data-version={one.version}>
      <Head one={one} onPut={put} />
      {one.items.length === 0 && <Empty title={t('permits.emptyTitle')} hint={t('rounds.emptyHint')} action={one.may_keep && <Button type="primary" onClick={put}>{t('rounds.put.title')}</Button>} />}
      {one.items.length > 0 && (
        <>
          <StageBar round={one} stage={stage} onStage={setStage} />
          {one.state === 'open' && <StepsOfMany round={one} chosen={picked} />}
          <Files round={one} stage={stage} chosen={picked} onChosen={setChosen} />
        </>
      )}
      <div className="sb-permit-columns">
        <div><Inspections round={one} /></div>
        <div><Deeds round={one} /><Dropped round={one} /></div>
      </div>
      {putting && <PutIn round={one} onClose={() => setPutting(false)} />}
    </div>
  )
}

function Head({ one, onPut }: { one: RoundDetail; onPut: () => void }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const [, navigate] = useLocation()
  const [settling, setSettling] = useState(false)
  const [printing, setPrinting] = useState(false)
  const close = useClose(one.id)
  const ask = () =>
    modal.confirm({
      title: t('rounds.close'), content: t('rounds.closeAsk'), okText: t('rounds.close'), okButtonProps: { danger: true, 'data-testid': 'round-close-submit' },
      onOk: () => close.mutateAsync(one.version).catch((error: unknown) => void message.error((error instanceof ApiError && error.detail) || t('error.server'))),
    })
  return (
    <header className="sb-permit-card sb-permit-head">
      <div className="sb-permit-title">
        <h1>{one.name}</h1>
        <span className="sb-chip" data-testid="round-state">{one.closed_on ? t('rounds.closedOn', { day: one.closed_on }) : t(`rounds.state.${one.state}`)}</span>
      </div>
      <Facts facts={[[t('rounds.organisation'), one.organisation?.name ?? t('rounds.anybodyShort')], [t('rounds.target'), one.target_on], [t('rounds.files'), String(one.files)], [t('rounds.finished'), String(one.finished)]]} />
      <div className="sb-actions">
        {one.may_keep && <Button type="primary" icon={<PlusOutlined />} onClick={onPut} data-testid="round-put-in">{t('rounds.put.title')}</Button>}
        <Button icon={<CalendarOutlined />} onClick={() => navigate(`/rounds/calendar?round=${one.id}`)} data-testid="round-calendar">{t('rounds.calendar')}</Button>
        {one.finished > 0 && <Button icon={<PrinterOutlined />} onClick={() => setPrinting(true)} data-testid="round-labels">{t('label.many.title')}</Button>}
        {one.may_keep && <Button icon={<EditOutlined />} onClick={() => setSettling(true)} data-testid="round-settle">{t('rounds.settle')}</Button>}
        {one.may_keep && <Button icon={<StopOutlined />} onClick={ask} data-testid="round-close">{t('rounds.close')}</Button>}
      </div>
      {printing && <LabelsDialog of={{ round: one.id }} onClose={() => setPrinting(false)} />}
      {settling && <SettleRound round={one} onClose={() => setSettling(false)} />}
    </header>
  )
}
