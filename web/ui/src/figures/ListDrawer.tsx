// The records that a figure is made of; each leads to its place on the map or the desk.
import type { ReactNode } from 'react'
import { Button, Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useListed, type Listed, type ListKind, type Report } from '../api/figures'
import { exceeds } from '../lib/format'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { useRuleTitle } from '../lib/useRuleTitle'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Plate } from '../ui/Plate'
import { keyOf } from './address'
import { nameOf } from './parts/words'

interface Props {
  kind: ListKind
  ask: string
  own: URLSearchParams
  report: Report | undefined
  onClose: () => void
}
type Shown = { [Kind in ListKind]: (row: Listed[Kind]) => { href: string; cells: ReactNode[] } }

export function ListDrawer({ kind, ask, own, report, onClose }: Props) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useListed(kind, ask)
  const rows = answer.data?.pages.flatMap((page) => page.items as Listed[ListKind][])
  return (
    <Drawer open onClose={onClose} size={phone ? '100%' : 680} title={t(`figures.list.${kind}`)} rootClassName="sb-drawer sb-fig-drawer">
      <About own={own} report={report} ask={ask} />
      {!rows && (answer.isError ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : <Waiting rows={8} />)}
      {rows?.length === 0 && <Empty title={t('figures.empty.list')} />}
      {rows && rows.length > 0 && (
        <>
          <p className="sb-fine" data-testid="list-count">{t(answer.hasNextPage ? 'figures.list.shown' : 'figures.list.all', { n: rows.length })}</p>
          <Rows kind={kind} rows={rows} />
          {answer.hasNextPage && <Button onClick={() => void answer.fetchNextPage()} loading={answer.isFetchingNextPage} data-testid="list-more">{t('figures.list.more')}</Button>}
        </>
      )}
    </Drawer>
  )
}

/** Of which figure these are. */
function About({ own, report, ask }: { own: URLSearchParams; report: Report | undefined; ask: string }) {
  const { t, i18n } = useTranslation()
  const asked = new URLSearchParams(ask)
  const key = own.get('key')
  const set = own.get('set')
  const group = key === null ? undefined : (own.has('set') ? report?.handling : report?.groups)?.find((one) => keyOf(one.key) === key)
  const before = own.get('window') === 'before' && report
  const span = before ? [report.before_first, report.before_last] : [asked.get('first') ?? '', asked.get('last') ?? '']
  const present = own.has('seen') || set === 'open' || set === 'overdue' || set === 'unanswered'
  const state = own.get('state')
  const said = [
    present ? null : span[0] === span[1] ? span[0] : `${span[0]} – ${span[1]}`,
    before ? t('figures.list.before') : null,
    group ? nameOf(t, i18n.language, group) : null,
    own.get('severity') ? t(`figures.severity.${own.get('severity') as 'A1'}`) : null,
    own.get('rejected') === 'true' ? t('figures.list.rejected') : null,
    set ? t(`figures.list.set.${set as 'open'}`) : null,
    state ? t(`figures.list.run.${state as 'ended'}`) : null,
    own.has('seen') ? t(own.get('seen') === 'true' ? 'figures.list.seen' : 'figures.list.unseen') : null,
  ].filter((one): one is string => one !== null)
  return <p className="sb-fig-about" data-testid="list-about">{said.map((one) => <span key={one} className="sb-chip">{one}</span>)}</p>
}

function Rows({ kind, rows }: { kind: ListKind; rows: Listed[ListKind][] }) {
  const { t } = useTranslation()
  const shown = useShown()
  const heads: Record<ListKind, string[]> = {
    findings: [t('figures.columns.time'), t('figures.columns.plate'), t('figures.columns.what'), t('figures.columns.value'), t('figures.columns.place')],
    cases: [t('figures.columns.time'), t('figures.columns.plate'), t('figures.columns.what'), t('figures.columns.state'), t('figures.columns.due')],
    buses: [t('figures.columns.plate'), t('figures.columns.owner'), t('figures.columns.lastFix')],
    runs: [t('figures.columns.start'), t('figures.columns.plate'), t('figures.columns.line'), t('figures.columns.state')],
  }
  const show = shown[kind] as (row: Listed[ListKind]) => { href: string; cells: ReactNode[] }
  return (
    <div className="sb-fig-scroll">
      <table className="sb-fig-list" data-testid={`list-${kind}`}>
        <thead><tr>{heads[kind].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => {
            const { href, cells } = show(row)
            return (
              <tr key={row.id}>
                {heads[kind].map((head, place) => (place === 0 ? <th key={head} scope="row"><Link href={href} className="sb-fig-link">{cells[0]}</Link></th> : <td key={head}>{cells[place]}</td>))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function useShown(): Shown {
  const { t } = useTranslation()
  const clock = useClock()
  const titleOf = useRuleTitle()
  const moment = (iso: string) => `${clock.date(iso)} ${clock.time(iso)}`
  return {
    findings: (one) => ({ href: `/map?finding=${one.id}`, cells: [moment(one.began), <Plate key="p" plate={one.plate} />, titleOf(one.rule), exceeds(t, one) ?? '', one.place?.name ?? ''] }),
    cases: (one) => ({
      href: `/desk?state=all&case=${one.id}`,
      cells: [moment(one.opened_at), <Plate key="p" plate={one.plate} />, titleOf(one.rule), t(`desk.state.${one.state}`), one.due_at ? <span key="d" className={one.overdue ? 'sb-open' : ''}>{moment(one.due_at)}</span> : ''],
    }),
    buses: (one) => ({ href: `/map?bus=${one.id}`, cells: [<Plate key="p" plate={one.plate} />, one.operator ?? '', one.last_fix ? moment(one.last_fix) : t('figures.list.never')] }),
    runs: (one) => ({ href: `/map?bus=${one.vehicle_id}`, cells: [moment(one.planned_start), <Plate key="p" plate={one.plate} />, one.line_name, t(`figures.list.run.${one.state}`)] }),
  }
}
