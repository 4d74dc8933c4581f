// When pupils of each school come and go, and how that is known.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHours, type SchoolHours } from '../api/suspects'
import { useMay } from '../lib/may'
import { Failure, Waiting } from '../ui/Answer'
import { HoursDialog } from './dialogs/HoursDialog'

export function HoursList() {
  const { t } = useTranslation()
  const may = useMay('tellSightings')
  const answer = useHours()
  const [setting, setSetting] = useState<SchoolHours | null>(null)
  const span = (from: string, to: string) => t('suspects.span', { from: from.slice(0, 5), to: to.slice(0, 5) })
  return (
    <section className="sb-desk-card" data-testid="school-hours">
      <h2>{t('suspects.hours')}</h2>
      <p className="sb-muted">{t('suspects.hoursHint')}</p>
      {answer.isPending && <Waiting rows={4} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      <ul className="sb-plain sb-suspect-lines">
        {answer.data?.items.map((one) => (
          <li key={one.id}>
            <b>{one.name}</b>
            <span>{t('suspects.arrival')} {span(one.arrival_from, one.arrival_to)} · {t('suspects.leaving')} {span(one.leaving_from, one.leaving_to)}</span>
            <span className="sb-chip" data-tone={one.source === 'told' ? 'good' : undefined}>{t(`suspects.hoursFrom.${one.source}`)}</span>
            {may && <button type="button" className="sb-link" onClick={() => setSetting(one)}>{t('suspects.setHours')}</button>}
          </li>
        ))}
      </ul>
      {setting && <HoursDialog school={setting} onClose={() => setSetting(null)} />}
    </section>
  )
}
