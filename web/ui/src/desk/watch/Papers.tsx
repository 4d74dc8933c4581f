// The notices of a month: the bureau's own as a draft, the police's as imported; the two are never mixed.
import { useRef, useState } from 'react'
import { Alert, Button, Radio } from 'antd'
import { UploadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../../api/client'
import { useImportPolice, usePoliceNotices } from '../../api/desk'
import { useMay } from '../../lib/may'
import { useClock } from '../../lib/useClock'
import { useServerNow } from '../../live/context'
import { MonthPicker } from '../../quality/MonthPicker'
import { Waiting } from '../../ui/Answer'
import { Plate } from '../../ui/Plate'
import { Refused } from '../../ui/Refused'

const FORMS = ['html', 'pdf', 'xlsx'] as const
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function Papers() {
  const { t } = useTranslation()
  const clock = useClock()
  const present = clock.date(new Date(useServerNow(60_000)).toISOString()).slice(0, 7)
  const [month, setMonth] = useState(present)
  const [by, setBy] = useState<'operator' | 'school'>('operator')
  const linkOf = (form: string) => addressOf(`/desk/monthly-notice?${new URLSearchParams({ month, by, form }).toString()}`)
  return (
    <div className="sb-desk-sheet">
      <MonthPicker month={month} present={present} choose={setMonth} />
      <section className="sb-desk-card" data-testid="monthly">
        <h3>{t('desk.papers.monthly')}</h3>
        <p className="sb-muted">{t('desk.papers.monthlyHint')}</p>
        <span className="sb-actions">
          <Radio.Group
            value={by} optionType="button" aria-label={t('desk.papers.by')} onChange={(event) => setBy(event.target.value as 'operator' | 'school')}
            options={[{ value: 'operator', label: t('desk.papers.byOperator') }, { value: 'school', label: t('desk.papers.bySchool') }]}
          />
          {FORMS.map((form) => <Button key={form} href={linkOf(form)} data-testid={`monthly-${form}`}>{form.toUpperCase()}</Button>)}
        </span>
      </section>
      <Police month={month} />
    </div>
  )
}

function Police({ month }: { month: string }) {
  const { t } = useTranslation()
  const clock = useClock()
  const may = useMay('importPolice')
  const answer = usePoliceNotices(month)
  const take = useImportPolice()
  const input = useRef<HTMLInputElement>(null)
  return (
    <section className="sb-desk-card">
      <h3>{t('desk.papers.police')}</h3>
      <p className="sb-muted">{t('desk.papers.policeHint')}</p>
      {may && (
        <>
          <input
            ref={input} type="file" hidden accept=".csv,.xlsx" data-testid="police-input"
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) take.mutate({ month, file, type: file.name.endsWith('.xlsx') ? XLSX : 'text/csv' })
              event.target.value = ''
            }}
          />
          <span><Button icon={<UploadOutlined />} loading={take.isPending} onClick={() => input.current?.click()} data-testid="police-import">{t('desk.papers.import')}</Button></span>
        </>
      )}
      <Refused error={take.error} />
      {take.data && <Alert type="success" showIcon title={t('desk.papers.imported', take.data)} data-testid="police-imported" />}
      {answer.isPending && <Waiting rows={3} />}
      {answer.data?.length === 0 && <p className="sb-muted">{t('desk.papers.none')}</p>}
      {answer.data && answer.data.length > 0 && (
        <table className="sb-desk-table" data-testid="police">
          <thead><tr>{(['at', 'plate', 'offence', 'place', 'driver', 'decision'] as const).map((name) => <th key={name}>{t(`desk.papers.${name}`)}</th>)}</tr></thead>
          <tbody>
            {answer.data.map((one) => (
              <tr key={one.id}><td>{clock.date(one.at)} {clock.time(one.at)}</td><td><Plate plate={one.plate} /></td><td>{one.offence}</td><td>{one.place}</td><td>{one.driver}</td><td>{one.decision}</td></tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
