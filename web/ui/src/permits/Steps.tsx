// The steps that the reader may take now: the likely ones as buttons, the rest in a menu; each opens the dialog of what it needs.
import { useState } from 'react'
import { Button, Dropdown } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { May, PermitFile, Subject } from '../api/permits'
import { StepDialog } from './StepDialog'
import { stepWords } from './words'

const FIRST: ReadonlySet<string> = new Set(['submit', 'resubmit', 'accept', 'consult', 'recommend', 'grant', 'issue', 'resume', 'reply', 'strike_off'])
const RARE: ReadonlySet<string> = new Set([
  'note', 'pause', 'extend', 'withdraw', 'discard', 'amend', 'lose', 'damage', 'give_back', 'take_back', 'not_issue', 'absent',
])
const GRAVE: ReadonlySet<string> = new Set(['refuse', 'not_accept', 'withdraw', 'discard', 'strike_off', 'not_issue', 'take_back'])
/** Adding papers has its own place. */
const ELSEWHERE: ReadonlySet<string> = new Set(['attach'])

export interface Of {
  one: PermitFile
  subject: Subject
  /** As which version the reader sees what the step is of: the application's, of a sign its own. */
  version: number
  sign?: string
}
interface Props {
  of: Of
  may: May[]
  /** What is typed is not saved yet. */
  waits?: boolean
  small?: boolean
}

export function Steps({ of, may, waits = false, small = false }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<May | null>(null)
  const all = may.filter((one) => !ELSEWHERE.has(one.step))
  const first = all.filter((one) => !RARE.has(one.step)).sort((a, b) => Number(FIRST.has(b.step)) - Number(FIRST.has(a.step)))
  const rest = all.filter((one) => RARE.has(one.step))
  const words = (one: May) => (one.recorded ? t('permits.ask.record', { step: stepWords(t, of.subject, one.step) }) : stepWords(t, of.subject, one.step))
  const size = small ? 'small' : 'middle'
  const id = (step: string) => `permit-do-${of.subject}-${step}`
  return (
    <>
      {all.length > 0 && (
        <div className="sb-actions" data-testid={`permit-steps-${of.subject}`}>
          {first.map((one) => (
            <Button
              key={one.step} size={size} type={FIRST.has(one.step) && !(small && one.recorded) ? 'primary' : 'default'} danger={GRAVE.has(one.step)} disabled={waits} onClick={() => setAsking(one)}
              data-testid={id(one.step)}
            >
              {words(one)}
            </Button>
          ))}
          {rest.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{ items: rest.map((one) => ({ key: one.step, danger: GRAVE.has(one.step), disabled: waits, label: <span data-testid={id(one.step)}>{words(one)}</span>, onClick: () => setAsking(one) })) }}
            >
              <Button size={size} icon={<MoreOutlined />} data-testid={`permit-more-${of.subject}`}>{t('permits.ask.more')}</Button>
            </Dropdown>
          )}
        </div>
      )}
      {asking && <StepDialog key={asking.step} of={of} step={asking} may={may} grave={GRAVE.has(asking.step)} onClose={() => setAsking(null)} />}
    </>
  )
}
