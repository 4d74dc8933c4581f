// The steps that may be taken of a hazard now: the likely ones as buttons, the rest in a menu; what needs words asks for them.
import { useState } from 'react'
import { App, Button, Dropdown } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { useHazardStep, type Deed, type HazardDetail, type Step } from '../api/hazards'
import { useMay } from '../lib/may'
import { StepDialog } from './StepDialog'

const BUTTONS: readonly Step[] = ['grade', 'assign', 'submit', 'begin', 'verify', 'close', 'send_back', 'reopen', 'restore']
const AT_ONCE: ReadonlySet<Step> = new Set(['begin', 'close'] as const)
const OF_ANOTHER: ReadonlySet<Step> = new Set(['verify', 'close'] as const)
/** Once it is given out, giving it out again is for the menu; so is what the bureau writes down for the owner. */
const rare = (one: HazardDetail, step: Step, bureau: boolean) =>
  (bureau && (step === 'begin' || step === 'submit')) || !BUTTONS.includes(step) || (step === 'assign' && one.state !== 'graded') || (step === 'grade' && one.state !== 'found') || (step === 'send_back' && one.state === 'verified')

export function Actions({ one }: { one: HazardDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  // as which version it was seen when the dialog opened; once the answer said that it has changed, as which it is now
  const [asking, setAsking] = useState<{ step: Step; version: number | null } | null>(null)
  const bureau = useMay('desk')
  const step = useHazardStep(one.id)
  const allowed = one.may.filter((each): each is Step => each !== 'attach')
  const first = BUTTONS.filter((each) => allowed.includes(each) && !rare(one, each, bureau))
  const rest = allowed.filter((each) => !first.includes(each))
  const take = (name: Step, deed: Deed = {}, seen: number | null = null) =>
    step.mutate({ step: name, version: seen ?? one.version, ...deed }, {
      onSuccess: () => setAsking(null),
      onError: (error) => {
        setAsking((open) => open && { ...open, version: null })
        if (AT_ONCE.has(name)) void message.error({ content: error instanceof ApiError ? (error.detail ?? error.message) : error.message, duration: 6 })
      },
    })
  const begin = (name: Step) => {
    step.reset()
    if (AT_ONCE.has(name)) take(name)
    else setAsking({ step: name, version: one.version })
  }
  const barred = one.own_work && allowed.some((each) => OF_ANOTHER.has(each))
  if (allowed.length === 0) return null
  return (
    <>
      <div className="sb-actions" data-testid="hazard-actions">
        {first.map((name, n) => (
          <Button
            key={name} type={n === 0 ? 'primary' : 'default'} disabled={one.own_work && OF_ANOTHER.has(name)} loading={step.isPending && step.variables.step === name}
            onClick={() => begin(name)} data-testid={`hazard-do-${name}`}
          >
            {t(`hazards.step.${name}`)}
          </Button>
        ))}
        {rest.length > 0 && (
          <Dropdown trigger={['click']} menu={{ items: rest.map((name) => ({ key: name, danger: name === 'dismiss', label: <span data-testid={`hazard-do-${name}`}>{t(`hazards.step.${name}`)}</span>, onClick: () => begin(name) })) }}>
            <Button icon={<MoreOutlined />} aria-label={t('columns.action')} data-testid="hazard-more">{first.length === 0 ? t('columns.action') : null}</Button>
          </Dropdown>
        )}
      </div>
      {barred && <p className="sb-note" data-testid="own-work">{t('hazards.ownWork')}</p>}
      {asking && <StepDialog step={asking.step} one={one} busy={step.isPending} error={step.error} onTake={(deed) => take(asking.step, deed, asking.version)} onClose={() => setAsking(null)} />}
    </>
  )
}
