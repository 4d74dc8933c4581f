// The ranking beside the map: state and kind to filter by; a row opens its segment.
import { useMemo } from 'react'
import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { EVENT_KINDS, SEGMENT_STATES, type EventKind, type Segment, type SegmentState } from '../api/danger'
import { Empty } from '../ui/Answer'
import { kindsOf, percent, whereOf } from './words'

export interface Filter {
  state: SegmentState | null
  kind: EventKind | null
}

export const filtered = (segments: readonly Segment[], { state, kind }: Filter): Segment[] =>
  segments.filter((one) => (state === null || one.state === state) && (kind === null || (one.kinds[kind] ?? 0) > 0))

interface Props {
  segments: readonly Segment[]
  filter: Filter
  onFilter: (filter: Filter) => void
  onOpen: (id: string) => void
}

export function SegmentList({ segments, filter, onFilter, onOpen }: Props) {
  const { t } = useTranslation()
  const rows = useMemo(() => filtered(segments, filter), [segments, filter])
  return (
    <div className="sb-places-list" data-testid="danger-list">
      <div className="sb-danger-filter">
        <Segmented<SegmentState | 'all'>
          aria-label={t('danger.stateLabel')} value={filter.state ?? 'all'} onChange={(state) => onFilter({ ...filter, state: state === 'all' ? null : state })}
          options={[{ value: 'all', label: t('danger.anyState') }, ...SEGMENT_STATES.map((value) => ({ value, label: <span data-testid={`state-${value}`}>{t(`danger.state.${value}`)}</span> }))]}
        />
        <Select<EventKind>
          allowClear aria-label={t('danger.kindLabel')} placeholder={t('danger.anyKind')} value={filter.kind} onChange={(kind: EventKind | undefined) => onFilter({ ...filter, kind: kind ?? null })}
          options={EVENT_KINDS.map((value) => ({ value, label: t(`danger.kind.${value}`) }))}
        />
        <span className="sb-count" aria-live="polite">{t('danger.count', { count: rows.length })}</span>
      </div>
      {rows.length === 0 && <Empty title={t('danger.noMatchTitle')} hint={t('danger.noMatchHint')} />}
      <ol className="sb-danger-rows">
        {rows.map((one) => <Row key={one.id} one={one} onOpen={onOpen} />)}
      </ol>
    </div>
  )
}

function Row({ one, onOpen }: { one: Segment; onOpen: Props['onOpen'] }) {
  const { t, i18n } = useTranslation()
  return (
    <li>
      <button type="button" className="sb-danger-row" data-state={one.state} onClick={() => onOpen(one.id)} data-testid="danger-row">
        <span className="sb-danger-rank" aria-label={t('danger.rank', { n: one.rank })}>{one.rank}</span>
        <span className="sb-danger-what">
          <b>{whereOf(t, i18n.language, one)}</b>
          <small>{kindsOf(t, one)}</small>
          <small>{t('danger.rateOf', { passages: one.passages, hits: one.hits })}</small>
        </span>
        <span className="sb-danger-rate">
          <strong>{percent(t, one.share)}</strong>
          {one.state !== 'open' && <span className="sb-chip" data-tone={one.state === 'promoted' ? 'bad' : 'quiet'}>{t(`danger.state.${one.state}`)}</span>}
        </span>
      </button>
    </li>
  )
}
