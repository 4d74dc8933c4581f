// The steps of a permit, a revocation, a sign or a driver that the reader may take now; each opens the dialog of what it needs.
import { useState } from 'react'
import { Button, Dropdown } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useAttachHeld, useHeldStep, type HeldPaper, type Target } from '../api/granted'
import type { May, Need } from '../api/permits'
import { Scan } from '../permits/Scan'
import { StepForm } from '../permits/StepForm'
import { stepWords } from '../permits/words'

const FIRST: ReadonlySet<string> = new Set(['restore', 'strike_off', 'tell', 'hear', 'review', 'review_heard', 'decide', 'ask_hearing', 'issue', 'renew', 'endorse'])
const RARE: ReadonlySet<string> = new Set(['note', 'annul', 'recall', 'drop', 'damage', 'give_back', 'take_back', 'replace', 'surrender'])
const GRAVE: ReadonlySet<string> = new Set(['suspend', 'annul', 'recall', 'surrender', 'strike_off', 'decide', 'take_back', 'cancel'])
/** What a step takes without needing it. */
const ALSO: Readonly<Record<string, readonly Need[]>> = { 'permit.annul': ['ground'], 'permit.strike_off': ['note'], 'qualification.endorse': ['licence_first_on'], 'qualification.review': ['points'] }

interface Props {
  target: Target
  version: number
  may: May[]
  /** The papers that are there, and what a new one is added to. */
  papers: HeldPaper[]
  of: { permit_id: string } | { person_id: string }
  small?: boolean
}

/** Also for who shows a driver elsewhere: `target` {subject: 'qualification', id}, `of` {person_id}. */
export function HeldSteps({ target, version, may, papers, of, small = false }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<May | null>(null)
  const first = may.filter((one) => !RARE.has(one.step))
  const rest = may.filter((one) => RARE.has(one.step))
  const words = (one: May) => (one.recorded ? t('permits.ask.record', { step: stepWords(t, target.subject, one.step) }) : stepWords(t, target.subject, one.step))
  const size = small ? 'small' : 'middle'
  const id = (step: string) => `held-do-${target.subject}-${step}`
  if (may.length === 0) return null
  return (
    <>
      <div className="sb-actions" data-testid={`held-steps-${target.subject}`}>
        {first.map((one) => (
          <Button key={one.step} size={size} type={FIRST.has(one.step) && !one.recorded ? 'primary' : 'default'} danger={GRAVE.has(one.step)} onClick={() => setAsking(one)} data-testid={id(one.step)}>{words(one)}</Button>
        ))}
        {rest.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{ items: rest.map((one) => ({ key: one.step, danger: GRAVE.has(one.step), label: <span data-testid={id(one.step)}>{words(one)}</span>, onClick: () => setAsking(one) })) }}
          >
            <Button size={size} icon={<MoreOutlined />} data-testid={`held-more-${target.subject}`}>{t('permits.ask.more')}</Button>
          </Dropdown>
        )}
      </div>
      {asking && <HeldDialog key={asking.step} target={target} version={version} step={asking} may={may} papers={papers} of={of} onClose={() => setAsking(null)} />}
    </>
  )
}

function HeldDialog({ target, version, step, may, papers, of, onClose }: Omit<Props, 'small'> & { step: May; onClose: () => void }) {
  const { t } = useTranslation()
  const take = useHeldStep(target)
  const words = stepWords(t, target.subject, step.step)
  return (
    <StepForm
      step={step} may={may} version={version} words={words} whole={t('permits.life.of', { subject: t(`granted.subject.${target.subject}`), step: words })} grave={GRAVE.has(step.step)}
      also={ALSO[`${target.subject}.${step.step}`] ?? []} take={take} onClose={onClose} renderScan={() => <HeldScan papers={papers} of={of} kind={target.subject === 'permit' || target.subject === 'penalty' ? 'decision' : 'reply'} />}
    />
  )
}

export function HeldScan({ papers, of, kind }: { papers: HeldPaper[]; of: Props['of'] | null; kind: HeldPaper['kind'] }) {
  const { t } = useTranslation()
  const attach = useAttachHeld(of)
  const [added, setAdded] = useState<HeldPaper[]>([])
  const there = [...added, ...papers.filter((one) => !added.some((other) => other.id === one.id))]
  return (
    <Scan
      loading={attach.isPending} error={attach.error} options={there.map((paper) => ({ value: paper.id, label: `${t(`granted.paper.${paper.kind}`)} · ${paper.name}` }))}
      upload={(file, chosen) =>
        attach.mutate({ file, kind }, {
          onSuccess: (made) => {
            setAdded((now) => [made, ...now])
            chosen(made.id)
          },
        })
      }
    />
  )
}
