// One application: what may be done now, the opinions, the terms, what is asked for, its papers, its sign, its life.
import { useState } from 'react'
import { Alert, Button } from 'antd'
import { ArrowLeftOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { FileTrail } from '../audit/AuditList'
import { usePermitFile, type PermitFile } from '../api/permits'
import { LabelCard } from '../label/LabelCard'
import { useKeys } from '../lib/useKeys'
import { Deadline, StateChip } from '../permits/Chips'
import { DraftForm, SavingState } from '../permits/draft/DraftForm'
import { useDraft } from '../permits/draft/useDraft'
import { Papers } from '../permits/Papers'
import { Clocks, Content, Life, Opinions, Signs } from '../permits/Parts'
import { Review } from '../permits/Review'
import { Steps } from '../permits/Steps'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Plate } from '../ui/Plate'

export default function PermitFilePage({ id }: { id: string }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const answer = usePermitFile(id)
  const [loads, setLoads] = useState(0)
  useKeys({ Escape: () => { if (!isBelow()) navigate('/permits') } })
  const one = answer.data
  return (
    <div className="sb-page sb-permit-file">
      <Link href="/permits" className="sb-permit-back"><ArrowLeftOutlined aria-hidden /> {t('permits.back')}</Link>
      {answer.isPending && <Waiting rows={10} />}
      {answer.isError && !one && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('permits.gone')} />}
      {one && (one.may_edit ? <Editing key={loads} one={one} onLoad={() => setLoads(loads + 1)} /> : <Reading one={one} />)}
    </div>
  )
}

/** Esc closes what lies above the page first. */
const ABOVE = '.ant-modal-wrap, .ant-image-preview'
/** Within a form Esc is the field's, on a menu's button the menu's. */
const THEIRS = 'form, .ant-dropdown-trigger'
const isBelow = () =>
  [...document.querySelectorAll<HTMLElement>(ABOVE)].some((one) => getComputedStyle(one).display !== 'none') || document.activeElement?.closest(THEIRS) instanceof HTMLElement

function Reading({ one }: { one: PermitFile }) {
  const { t } = useTranslation()
  const idle = one.may.every(({ step }) => step === 'note' || step === 'attach')
  return (
    <>
      <Head one={one}>
        {idle && <p className="sb-muted">{t('permits.file.nothing')}</p>}
        <Steps of={{ one, subject: 'application', version: one.version }} may={one.may} />
      </Head>
      <div className="sb-permit-columns" data-testid="permit-file" data-permit-id={one.id} data-version={one.version}>
        <div>
          <Opinions one={one} version={one.version} />
          <Review one={one} />
          <Signs one={one} />
          {one.signs.some((sign) => sign.number !== null) && <LabelCard of={{ application_id: one.id }} turn={String(one.version)} />}
          <Content one={one} />
          <Papers one={one} />
        </div>
        <div>
          <Clocks clocks={one.clocks} />
          <Life id={one.id} events={one.events} />
          <FileTrail kind="application" id={one.id} />
        </div>
      </div>
    </>
  )
}

function Editing({ one, onLoad }: { one: PermitFile; onLoad: () => void }) {
  const { t } = useTranslation()
  const hand = useDraft(one)
  const waits = hand.saving === 'unsaved' || hand.saving === 'saving' || hand.saving === 'failed' || hand.saving === 'changed'
  return (
    <>
      <Head one={one}>
        {hand.saving === 'changed' && (
          <Alert type="warning" showIcon title={t('permits.file.changedDraft')} action={<Button size="small" onClick={onLoad} data-testid="draft-load">{t('permits.file.load')}</Button>} data-testid="draft-changed" />
        )}
        <div className="sb-permit-now">
          <Steps of={{ one, subject: 'application', version: hand.version }} may={one.may} waits={waits} />
          <SavingState hand={hand} />
        </div>
      </Head>
      <div className="sb-permit-columns" data-testid="permit-file" data-permit-id={one.id} data-version={one.version}>
        <div><DraftForm one={one} hand={hand} /></div>
        <div>
          <Papers one={one} own={hand.own} />
          {one.clocks.length > 0 && <Clocks clocks={one.clocks} />}
          <Life id={one.id} events={one.events} />
        </div>
      </div>
    </>
  )
}

function Head({ one, children }: { one: PermitFile; children: React.ReactNode }) {
  const { t } = useTranslation()
  const kind = t(`procedure.kind.${one.kind}`)
  return (
    <header className="sb-permit-card sb-permit-head">
      <div className="sb-permit-title">
        <h1>{one.number ? t('permits.numberOf', { number: one.number, kind }) : t('permits.draftOf', { kind })}</h1>
        <StateChip state={one.state} />
        {one.due_on && <Deadline one={one} />}
      </div>
      <Facts
        facts={[
          [t('permits.plate'), one.vehicle ? <Plate key="plate" plate={one.vehicle.name} /> : null],
          [t('permits.applicant'), one.applicant.name],
          [t('permits.file.permit'), one.permit?.name ?? null],
          [t('permits.form.portal'), one.portal_number],
          [t('permits.file.received'), one.received_on],
          [t('permits.file.accepted'), one.accepted_on],
          [t('permits.file.decided'), one.decided_on],
          [t('permits.file.decision'), one.decision_number],
        ]}
      />
      {children}
    </header>
  )
}
