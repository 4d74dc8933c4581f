// The steps that may be taken of a case now, the likely ones as buttons, the rest in a menu; what needs words asks for them.
import { useState } from 'react'
import { App, Button, Dropdown } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { useStep, type CaseDetail, type Deed, type Step } from '../api/desk'
import { ASKS, StepDialog } from './StepDialog'

/** In the order of likelihood; the first of those allowed is the primary one. `answer` has its own place. */
const LIKELY: readonly Step[] = ['acknowledge', 'take_over', 'handle', 'verify', 'close', 'send_back', 'take_up', 'wake', 'reopen', 'assign', 'reject', 'silence', 'result', 'call', 'note']
const BUTTONS = 4

export function Actions({ one }: { one: CaseDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [asking, setAsking] = useState<Step | null>(null)
  const step = useStep(one.id)
  const allowed = LIKELY.filter((each) => one.may.includes(each) && !(each === 'close' && one.sampled))
  const take = (name: Step, deed: Deed = {}) =>
    step.mutate({ step: name, version: one.version, ...deed }, {
      onSuccess: () => setAsking(null),
      onError: (error) => { if (!ASKS[name]) void message.error({ content: error instanceof ApiError ? (error.detail ?? error.message) : error.message, duration: 6 }) },
    })
  const begin = (name: Step) => {
    step.reset()
    if (ASKS[name]) setAsking(name)
    else take(name)
  }
  if (allowed.length === 0) return null
  return (
    <div className="sb-actions sb-desk-actions" data-testid="case-actions">
      {allowed.slice(0, BUTTONS).map((name, n) => (
        <Button key={name} type={n === 0 ? 'primary' : 'default'} danger={name === 'reject'} loading={step.isPending && step.variables.step === name} onClick={() => begin(name)} data-testid={`step-do-${name}`}>
          {t(`desk.step.${name}`)}
        </Button>
      ))}
      {allowed.length > BUTTONS && (
        <Dropdown trigger={['click']} menu={{ items: allowed.slice(BUTTONS).map((name) => ({ key: name, label: <span data-testid={`step-do-${name}`}>{t(`desk.step.${name}`)}</span>, onClick: () => begin(name) })) }}>
          <Button icon={<MoreOutlined />} aria-label={t('columns.action')} data-testid="step-more" />
        </Dropdown>
      )}
      {asking && (
        <StepDialog
          step={asking} id={one.id} office={t(`desk.office.${one.decided_by}`)} busy={step.isPending} error={step.error}
          onTake={(deed) => take(asking, deed)} onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}
