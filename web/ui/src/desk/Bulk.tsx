// One step for all the picked cases; what could not be done is said case by case.
import { useState } from 'react'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useBulk, type Deed, type Step } from '../api/desk'
import { ASKS, StepDialog } from './StepDialog'

const BULK: readonly Step[] = ['acknowledge', 'close', 'reject', 'note']

export function Bulk({ cases, onDone }: { cases: { case_id: number; version: number }[]; onDone: () => void }) {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const bulk = useBulk()
  const [asking, setAsking] = useState<Step | null>(null)
  const take = (step: Step, deed: Deed = {}) =>
    bulk.mutate({ step, cases, ...deed }, {
      onSuccess: ({ items }) => {
        const failed = items.filter((one) => !one.done)
        const said = t('desk.bulkDone', { done: items.length - failed.length, failed: failed.length })
        if (failed.length === 0) notification.success({ title: said, duration: 4 })
        else notification.warning({ title: said, description: failed.map((one) => `${one.case_id}: ${one.detail ?? ''}`).join('\n'), duration: 0, className: 'sb-bulk-result' })
        setAsking(null)
        onDone()
      },
    })
  return (
    <div className="sb-desk-line" data-testid="bulk">
      <span className="sb-strong">{t('desk.picked', { count: cases.length })}</span>
      <span className="sb-actions">
        {BULK.map((step) => (
          <Button key={step} size="small" danger={step === 'reject'} loading={bulk.isPending && bulk.variables.step === step} onClick={() => (ASKS[step] ? setAsking(step) : take(step))} data-testid={`bulk-${step}`}>
            {t(`desk.step.${step}`)}
          </Button>
        ))}
      </span>
      {asking && <StepDialog step={asking} id={null} busy={bulk.isPending} error={bulk.error} onTake={(deed) => take(asking, deed)} onClose={() => setAsking(null)} />}
    </div>
  )
}
