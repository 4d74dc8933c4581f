// Our own vehicles in service that may not be: what is known already, in one list.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useOurs, type Ours, type OursProblem } from '../api/suspects'
import { useClock } from '../lib/useClock'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { Plate } from '../ui/Plate'

const FIRST_SORT = { key: 'last', descending: true }

export function OursList() {
  const { t } = useTranslation()
  const answer = useOurs()
  const columns = useColumns()
  return (
    <DataTable<Ours>
      name="ours"
      rows={answer.data?.items}
      error={answer.error}
      refresh={() => void answer.refetch()}
      columns={columns}
      rowKey={(one) => one.id}
      empty={{ title: t('suspects.oursEmpty'), hint: t('suspects.oursEmptyHint') }}
      firstSort={FIRST_SORT}
    />
  )
}

function useColumns(): Column<Ours>[] {
  const { t } = useTranslation()
  const clock = useClock()
  return useMemo(() => {
    const words = ({ kind, count, rule, who }: OursProblem) => t(`suspects.problem.${kind}`, { count, rule, who })
    const moment = (iso: string) => `${clock.date(iso)} ${clock.time(iso)}`
    return [
      { key: 'plate', title: t('suspects.plate'), text: (one) => one.plate, render: (one) => <Link href={`/map?bus=${one.id}`}><Plate plate={one.plate} /></Link> },
      { key: 'operator', title: t('suspects.operator'), filter: true, text: (one) => one.operator ?? '' },
      { key: 'school', title: t('suspects.school'), filter: true, text: (one) => one.school ?? '' },
      {
        key: 'problems', title: t('suspects.problems'), text: (one) => one.problems.map(words).join('；'), sortable: false,
        render: (one) => (
          <ul className="sb-plain sb-suspect-why">
            {one.problems.map((each) => <li key={each.kind + (each.rule ?? '') + (each.who ?? '')}>{words(each)}</li>)}
          </ul>
        ),
      },
      { key: 'last', title: t('suspects.last'), text: (one) => moment(one.last), order: (one) => Date.parse(one.last) },
    ] satisfies Column<Ours>[]
  }, [t, clock])
}
