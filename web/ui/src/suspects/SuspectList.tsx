// The list of suspects, the highest score first; a row opens the suspect.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSuspects, type Suspect } from '../api/suspects'
import { useClock } from '../lib/useClock'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { Plate } from '../ui/Plate'
import { SuspectState } from './SuspectState'
import { points, said } from './words'

const FIRST_SORT = { key: 'score', descending: true }

export function SuspectList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const answer = useSuspects()
  const columns = useColumns()
  return (
    <DataTable<Suspect>
      name="suspects"
      rows={answer.data?.items}
      cut={answer.data?.cut ?? false}
      error={answer.error}
      refresh={() => void answer.refetch()}
      columns={columns}
      rowKey={(one) => one.id}
      empty={{ title: t('suspects.emptyTitle'), hint: t('suspects.emptyHint') }}
      firstSort={FIRST_SORT}
      workbook={{ list: '/suspects' }}
      onRow={(one) => onOpen(one.id)}
    />
  )
}

function useColumns(): Column<Suspect>[] {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  return useMemo(() => {
    const moment = (iso: string) => `${clock.date(iso)} ${clock.time(iso)}`
    const why = (one: Suspect) => one.reasons.map((reason) => said(i18n.language, reason.words)).join('；')
    return [
      { key: 'plate', title: t('suspects.plate'), text: (one) => one.plate, render: (one) => <Plate plate={one.plate} /> },
      { key: 'state', title: t('suspects.state'), filter: true, text: (one) => (one.result ? t(`suspects.results.${one.result}`) : t(`suspects.states.${one.state}`)), render: (one) => <SuspectState suspect={one} /> },
      { key: 'score', title: t('suspects.score'), numeric: true, text: (one) => points(one.score), order: (one) => one.score, render: (one) => <b className="sb-suspect-score">{points(one.score)}</b> },
      { key: 'reasons', title: t('suspects.reasons'), text: why, render: (one) => <Reasons suspect={one} />, sortable: false },
      { key: 'days', title: t('suspects.days'), numeric: true, text: (one) => String(one.days), order: (one) => one.days },
      { key: 'schools', title: t('suspects.schools'), text: (one) => one.schools.join('、'), render: (one) => <span className="sb-suspect-schools">{one.schools.join('、')}</span> },
      { key: 'lastSeen', title: t('suspects.lastSeen'), text: (one) => moment(one.last_seen), order: (one) => Date.parse(one.last_seen) },
      { key: 'listedAt', title: t('suspects.listedAt'), text: (one) => moment(one.listed_at), order: (one) => Date.parse(one.listed_at), hiddenAtFirst: true },
      { key: 'sightings', title: t('suspects.sightings'), numeric: true, text: (one) => String(one.sightings), order: (one) => one.sightings, hiddenAtFirst: true },
    ] satisfies Column<Suspect>[]
  }, [t, i18n.language, clock])
}

function Reasons({ suspect }: { suspect: Suspect }) {
  const { i18n } = useTranslation()
  return (
    <ul className="sb-plain sb-suspect-why">
      {suspect.reasons.map((one) => (
        <li key={one.name}><span className="sb-fine">{points(one.points)}</span> {said(i18n.language, one.words)}</li>
      ))}
    </ul>
  )
}
