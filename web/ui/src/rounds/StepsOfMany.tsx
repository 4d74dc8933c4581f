// The steps that may be taken of some of the files, with of how many; one opens the dialog for those chosen, or for all that may.
import { useState } from 'react'
import { Button, Dropdown } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { RoundDetail, RoundFile, StepOfMany } from '../api/rounds'
import { nameOf } from './asked'
import { ManyDialog } from './ManyDialog'
import { stepOfManyWords, thoseThatMay } from './words'

const RARE: ReadonlySet<string> = new Set(['application.pause', 'application.resume', 'application.not_accept', 'application.send_back', 'application.strike_off', 'application.site_check', 'police.absent', 'sign.not_issue'])
const GRAVE: ReadonlySet<string> = new Set(['application.refuse', 'application.not_accept', 'application.strike_off', 'sign.not_issue'])

export function StepsOfMany({ round, chosen }: { round: RoundDetail; chosen: string[] }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<{ step: StepOfMany; files: RoundFile[] } | null>(null)
  const picked = new Set(chosen)
  const filesOf = (step: StepOfMany) => (chosen.length > 0 ? round.items.filter((one) => picked.has(one.id)) : thoseThatMay(round, step.subject, step.step))
  const countOf = (step: StepOfMany) => thoseThatMay(round, step.subject, step.step).filter((one) => chosen.length === 0 || picked.has(one.id)).length
  const words = (step: StepOfMany) => t('rounds.stepCount', { step: stepOfManyWords(t, step), n: countOf(step) })
  const ask = (step: StepOfMany) => setAsking({ step, files: filesOf(step) })
  const first = round.may.filter((step) => !RARE.has(nameOf(step)))
  const rest = round.may.filter((step) => RARE.has(nameOf(step)))
  return (
    <section className="sb-permit-card" data-testid="round-steps">
      <h2>{t('rounds.steps')}</h2>
      {round.may.length === 0 ? <p className="sb-fine">{t('rounds.stepsNone')}</p> : <p className="sb-fine">{t('rounds.stepsHint')}</p>}
      <div className="sb-actions">
        {first.map((step) => (
          <Button key={nameOf(step)} type={step.recorded || GRAVE.has(nameOf(step)) ? 'default' : 'primary'} danger={GRAVE.has(nameOf(step))} disabled={countOf(step) === 0} onClick={() => ask(step)} data-testid={`many-do-${step.subject}-${step.step}`}>{words(step)}</Button>
        ))}
        {rest.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{ items: rest.map((step) => ({ key: nameOf(step), danger: GRAVE.has(nameOf(step)), disabled: countOf(step) === 0, label: <span data-testid={`many-do-${step.subject}-${step.step}`}>{words(step)}</span>, onClick: () => ask(step) })) }}
          >
            <Button icon={<MoreOutlined />} data-testid="many-more">{t('permits.ask.more')}</Button>
          </Dropdown>
        )}
      </div>
      {asking && <ManyDialog round={round} step={asking.step} files={asking.files} onClose={() => setAsking(null)} />}
    </section>
  )
}
