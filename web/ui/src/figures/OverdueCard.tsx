// What is overdue, of every kind that the service knows, those first that waited longest; each leads to where it is worked on.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Late, Overdue, Report } from '../api/figures'
import { named } from '../i18n'
import { age } from '../lib/format'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { Card } from './parts/Card'
import { FigureTable, type FigureColumn } from './parts/FigureTable'

const MINUTE_MS = 60_000

export function OverdueCard({ report }: { report: Report }) {
  const { t } = useTranslation()
  const some = report.overdue.filter((kind) => kind.count > 0)
  return (
    <Card title={t('figures.overdue.title')} lead={t('figures.overdue.lead')} testid="figures-overdue">
      {some.length === 0 && <p className="sb-note">{t('figures.overdue.none')}</p>}
      {some.map((kind) => <Kind key={kind.kind} kind={kind} />)}
    </Card>
  )
}

function Kind({ kind }: { kind: Overdue }) {
  const { t, i18n } = useTranslation()
  const name = named(i18n.language, kind.name.zh, kind.name.en)
  return (
    <section className="sb-fig-kind" data-testid={`overdue-${kind.kind}`}>
      <h3>
        {name} <span className="sb-fine">{t('figures.overdue.count', { n: kind.count })}{kind.count > kind.items.length && `, ${t('figures.overdue.longest', { n: kind.items.length })}`}</span>
      </h3>
      <FigureTable<Late> label={name} testid={`overdue-${kind.kind}-table`} columns={useColumns()} rows={kind.items} rowKey={(late) => late.id} />
    </section>
  )
}

function useColumns(): FigureColumn<Late>[] {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  const now = useServerNow(MINUTE_MS)
  return [
    { key: 'what', title: t('figures.columns.what'), cell: (late) => <Link href={late.href} className="sb-fig-link">{named(i18n.language, late.title.zh, late.title.en)}</Link> },
    { key: 'subject', title: t('figures.columns.subject'), order: (late) => late.subject, cell: (late) => <span className="sb-plate">{late.subject}</span> },
    { key: 'owner', title: t('figures.columns.owner'), order: (late) => late.owner ?? '', cell: (late) => late.owner ?? <span className="sb-muted">{t('figures.unknown')}</span> },
    { key: 'due', title: t('figures.columns.due'), order: (late) => late.due_at, cell: (late) => <time dateTime={late.due_at}>{clock.moment(late.due_at, now)} <span className="sb-fine">{age(t, late.due_at, now)}</span></time> },
  ]
}
