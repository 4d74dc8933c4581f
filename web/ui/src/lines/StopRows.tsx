// The stops of a line in their order: name, minutes after departure, what a track knows of each.
import { Button, Input, InputNumber, Tooltip } from 'antd'
import { DeleteOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { timeAt, withoutStop, type LineDraft, type StopDraft } from './edit'

interface Props {
  draft: LineDraft
  wrong: Readonly<Record<string, string>>
  onChange: (draft: LineDraft) => void
}

export function StopRows({ draft, wrong, onChange }: Props) {
  const { t } = useTranslation()
  const departs = draft.times[0]?.departs ?? '00:00'
  const change = (key: number, part: Partial<StopDraft>) => onChange({ ...draft, stops: draft.stops.map((stop) => (stop.key === key ? { ...stop, ...part } : stop)) })
  if (draft.stops.length === 0) return <p className="sb-fine" data-testid="stops-none">{t('lines.stopsNone')}</p>
  return (
    <ol className="sb-line-stops" data-testid="line-stops">
      {draft.stops.map((stop, i) => (
        <li key={stop.key}>
          <Input value={stop.name} maxLength={100} aria-label={t('lines.stopName', { n: i + 1 })} onChange={({ target }) => change(stop.key, { name: target.value })} data-testid={`stop-name-${i}`} />
          <InputNumber
            value={stop.offset_s / 60} min={0} max={600} step={0.5} precision={1} disabled={i === 0} suffix={t('lines.minutes')} aria-label={t('lines.stopMinutes', { n: i + 1 })}
            onChange={(minutes) => change(stop.key, { offset_s: Math.round(Number(minutes ?? 0) * 60) })} data-testid={`stop-minutes-${i}`}
          />
          <span className="sb-line-clock">{timeAt(departs, stop.offset_s)}</span>
          <Tooltip title={t('lines.stopRemove')}>
            <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('lines.stopRemove')} onClick={() => onChange(withoutStop(draft, stop.key))} />
          </Tooltip>
          {stop.days !== null && <small className="sb-fine">{stop.dwell_s ? t('lines.stood', { days: stop.days, seconds: stop.dwell_s }) : t('lines.end', { days: stop.days })}</small>}
          {[wrong[`stops.${i}.point`], wrong[`stops.${i}.offset_s`], wrong[`stops.${i}.name`]].filter(Boolean).map((why) => <small key={why} className="sb-open" role="alert">{why}</small>)}
        </li>
      ))}
    </ol>
  )
}
