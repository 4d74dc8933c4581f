// Whom to call, at one click; the call is logged with what came of it.
import { useState } from 'react'
import { Button } from 'antd'
import { PhoneOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useNumbers, useStep, type CaseDetail } from '../api/desk'
import { useMay } from '../lib/may'
import { Refused } from '../ui/Refused'
import { StepDialog } from './StepDialog'

export function Numbers({ one }: { one: CaseDetail }) {
  const { t } = useTranslation()
  const may = useMay('telephone')
  const numbers = useNumbers(one.id)
  const step = useStep(one.id)
  const [calling, setCalling] = useState<string | null>(null)
  if (!may) return null
  const shown = numbers.data
  return (
    <section className="sb-block">
      <h3>{t('desk.numbers.title')}</h3>
      {!shown && (
        <span className="sb-inline">
          <Button icon={<PhoneOutlined />} loading={numbers.isPending} onClick={() => numbers.mutate(undefined)} data-testid="show-numbers">{t('desk.numbers.show')}</Button>
          <span className="sb-fine">{t('desk.numbers.recorded')}</span>
        </span>
      )}
      <Refused error={numbers.error} />
      {shown?.length === 0 && <p className="sb-muted">{t('desk.numbers.none')}</p>}
      {shown && shown.length > 0 && (
        <ul className="sb-desk-numbers" data-testid="numbers">
          {shown.map((each) => (
            <li key={`${each.role}-${each.name}`}>
              <span className="sb-muted">{t(`desk.called.${each.role}`)}</span>
              <b>{each.name}</b>
              {each.phone ? <a href={`tel:${each.phone}`}>{each.phone}</a> : <span className="sb-fine">{t('desk.numbers.missing')}</span>}
              {one.may.includes('call') && <Button size="small" onClick={() => setCalling(each.role)} data-testid={`log-${each.role}`}>{t('desk.numbers.log')}</Button>}
            </li>
          ))}
        </ul>
      )}
      {calling && (
        <StepDialog
          step="call" id={one.id} called={calling} busy={step.isPending} error={step.error} onClose={() => setCalling(null)}
          onTake={(deed) => step.mutate({ step: 'call', version: one.version, ...deed }, { onSuccess: () => setCalling(null) })}
        />
      )}
    </section>
  )
}
