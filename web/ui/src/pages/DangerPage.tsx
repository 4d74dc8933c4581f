// Dangerous segments: the ranking beside the map, one segment's reasons and events, and the walk that makes them.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { isUnderWay, useDangerRuns, useSegment, useSegments, type DangerEvent } from '../api/danger'
import { useConfig } from '../api/queries'
import { DangerMap } from '../danger/DangerMap'
import { AskRun, RunBar } from '../danger/RunBar'
import { filtered, SegmentList, type Filter } from '../danger/SegmentList'
import { SegmentPanel } from '../danger/SegmentPanel'
import { useKeys } from '../lib/useKeys'
import { Empty, Failure, Waiting } from '../ui/Answer'

const USUAL_CREDIT = 20
const NO_EVENTS: DangerEvent[] = []

export default function DangerPage() {
  const { t } = useTranslation()
  const config = useConfig()
  const [, navigate] = useLocation()
  const open = new URLSearchParams(useSearch()).get('segment')
  const [filter, setFilter] = useState<Filter>({ state: null, kind: null })
  const [failed, setFailed] = useState(false)
  const runs = useDangerRuns()
  const shown = runs.data?.find((run) => run.state === 'done')
  const segments = useSegments(shown?.id)
  const all = segments.data?.items
  const show = (id: string | null) => navigate(id ? `/danger?segment=${id}` : '/danger')
  useKeys({ Escape: () => show(null), j: () => moveFocus(1), k: () => moveFocus(-1) })

  if (config.isError) return <Failure error={config.error} retry={() => void config.refetch()} />
  if (!config.data) return <Waiting rows={10} />
  const error = runs.error ?? segments.error
  const busy = isUnderWay(runs.data?.[0])
  return (
    <div className="sb-live sb-places sb-danger">
      <div className="sb-stage">
        {failed ? <p className="sb-map-failed" role="alert">{t('error.map')}</p> : (
          <Shown open={open}>
            {(events) => <DangerMap config={config.data} segments={filtered(all ?? [], filter)} open={all?.find((one) => one.id === open) ?? null} events={events} onPick={show} onFailure={() => setFailed(true)} />}
          </Shown>
        )}
      </div>
      <aside className="sb-aside sb-places-aside">
        <header className="sb-places-head">
          <div>
            <h1>{t('danger.title')}</h1>
            {!open && <p className="sb-fine">{t('danger.lead')}</p>}
          </div>
          {!open && shown && <div className="sb-actions"><AskRun busy={busy} first={false} /></div>}
          {runs.data && !open && <RunBar runs={runs.data} shown={shown} />}
        </header>
        {open ? <SegmentPanel key={open} id={open} credit={shown?.limits.credit ?? USUAL_CREDIT} onBack={() => show(null)} /> : (
          <>
            {error && !all && <Failure error={error} retry={() => void Promise.all([runs.refetch(), segments.refetch()])} />}
            {!error && (!runs.data || (shown && !all)) && <Waiting rows={8} />}
            {runs.data && !shown && <Empty title={t('danger.emptyTitle')} hint={t('danger.emptyHint')} action={<AskRun busy={busy} first />} />}
            {shown && all && all.length === 0 && <Empty title={t('danger.noneTitle')} hint={t('danger.noneHint')} />}
            {all && all.length > 0 && <SegmentList segments={all} filter={filter} onFilter={setFilter} onOpen={show} />}
          </>
        )}
      </aside>
    </div>
  )
}

/** The events of the segment that is open, for the map. */
function Shown({ open, children }: { open: string | null; children: (events: DangerEvent[]) => React.ReactNode }) {
  return open ? <OfSegment key="of" id={open}>{children}</OfSegment> : children(NO_EVENTS)
}

function OfSegment({ id, children }: { id: string; children: (events: DangerEvent[]) => React.ReactNode }) {
  return children(useSegment(id).data?.items ?? NO_EVENTS)
}

/** `j k`: the focus walks through the list, Enter is then the button's own. */
function moveFocus(step: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>('.sb-danger-row')]
  const here = items.indexOf(document.activeElement as HTMLElement)
  items[Math.min(items.length - 1, Math.max(0, here + step))]?.focus()
}
