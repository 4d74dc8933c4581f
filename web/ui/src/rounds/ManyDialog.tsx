// One step of many: what it needs, a preview of how many will go through and why the others will not, then the deed and its result.
import { useRef, useState } from 'react'
import { Alert, Button, Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConfig } from '../api/queries'
import { useActOnMany, usePreview, type Many, type RoundDetail, type RoundFile, type StepOfMany, type Wish } from '../api/rounds'
import { wallOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'
import { firstOf, wishOf, type Own, type Values } from './asked'
import { ManyFields } from './ManyFields'
import { EachOwn } from './EachOwn'
import { Outcomes } from './Outcomes'
import { Pace } from './Pace'
import { stepOfManyWords } from './words'

const NAMES = { note: 'note', missing: 'missing', until: 'until', opinion: 'opinion', paper_id: 'paper_id', document_number: 'document_number', dated_on: 'dated_on', valid_from: 'valid_from', valid_to: 'valid_to', appointment: 'appointment' }

interface Props {
  round: RoundDetail
  step: StepOfMany
  files: RoundFile[]
  onClose: () => void
}

export function ManyDialog({ round, step, files: given, onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  // as they were seen when the dialog opened, at their versions: what another did to one meanwhile drops that one out
  const [files] = useState(given)
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const [today] = useState(() => wallOf(Date.now(), zone).slice(0, 10))
  const [own, setOwn] = useState<Readonly<Record<string, Own>>>({})
  const [wish, setWish] = useState<Wish | null>(null)
  const preview = usePreview(round.id)
  const act = useActOnMany(round.id)
  const began = useRef(0)
  const [tookMs, setTookMs] = useState(0)
  const words = stepOfManyWords(t, step)
  const busy = preview.isPending || act.isPending
  const look = (values: Values) => {
    const asked = wishOf(step, files, values, own, zone)
    setWish(asked)
    began.current = performance.now()
    preview.mutate(asked, { onSuccess: () => setTookMs(performance.now() - began.current) })
  }
  const seen = preview.data ?? null
  const done = act.data ?? null
  return (
    <Modal
      open width={760} title={t('rounds.many.title', { step: words, n: files.length })} onCancel={onClose} mask={{ closable: false }} closable={!busy}
      footer={<Footer busy={busy} seen={seen} done={done} onLook={form.submit} onAgain={() => preview.reset()} onAct={() => wish && act.mutate(wish)} onClose={onClose} />}
    >
      <div className="sb-dialog" data-testid="round-many">
        <div hidden={seen !== null || done !== null}>
          <Form form={form} layout="vertical" className="sb-dialog" initialValues={firstOf(step, today)} onFinish={look}>
            {step.recorded && <p className="sb-muted">{t('permits.ask.recorded')}</p>}
            <ManyFields round={round} step={step} today={today} />
            <EachOwn round={round} step={step} files={files} own={own} change={setOwn} />
            <Refused error={preview.error} form={form} names={NAMES} />
          </Form>
        </div>
        {preview.isPending && <p role="status">{t('rounds.many.previewing')}</p>}
        {seen && !done && (
          <>
            <Alert type="info" showIcon title={t('rounds.many.previewHint')} />
            <Outcomes many={seen} />
            <p className="sb-muted">{t('rounds.many.atomic')}</p>
            {act.isPending && <Pace words={t('rounds.many.acting', { n: seen.done })} expectedMs={tookMs} />}
            <Refused error={act.error} />
          </>
        )}
        {done && <Outcomes many={done} round={round} />}
      </div>
    </Modal>
  )
}

interface FooterProps {
  busy: boolean
  seen: Many | null
  done: Many | null
  onLook: () => void
  onAgain: () => void
  onAct: () => void
  onClose: () => void
}

function Footer({ busy, seen, done, onLook, onAgain, onAct, onClose }: FooterProps) {
  const { t } = useTranslation()
  if (done) return <Button type="primary" onClick={onClose} data-testid="many-close">{t('rounds.many.close')}</Button>
  if (!seen) return <Button type="primary" loading={busy} onClick={onLook} data-testid="many-preview">{t('rounds.many.preview')}</Button>
  return (
    <>
      <Button disabled={busy} onClick={onAgain} data-testid="many-again">{t('rounds.many.again')}</Button>
      <Button type="primary" loading={busy} disabled={seen.done === 0} onClick={onAct} data-testid="many-act">{t('rounds.many.act', { n: seen.done })}</Button>
    </>
  )
}
