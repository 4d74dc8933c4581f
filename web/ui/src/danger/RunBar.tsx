// Of which tracks the ranking is, and the walk that is under way: how far it is, or why it did not finish.
import { App, Button, InputNumber, Progress } from 'antd'
import { RadarChartOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { isUnderWay, useAskRun, type DangerRun } from '../api/danger'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { Refused } from '../ui/Refused'

const USUAL_DAYS = 28
const MOST_DAYS = 184

export function RunBar({ runs, shown }: { runs: readonly DangerRun[]; shown: DangerRun | undefined }) {
  const { t } = useTranslation()
  const clock = useClock()
  const newest = runs[0]
  return (
    <div className="sb-danger-run" data-testid="danger-run" data-state={newest?.state}>
      {shown && (
        <p className="sb-fine">
          {t('danger.covers', { from: clock.date(shown.since), to: clock.date(shown.until) })} · {t('danger.counted', { events: shown.events, clusters: shown.clusters })}
          {shown.done_at && <> · {t('danger.asOf', { time: `${clock.date(shown.done_at)} ${clock.time(shown.done_at)}` })}</>}
        </p>
      )}
      {newest && isUnderWay(newest) && (
        <div role="status" data-testid="danger-progress">
          <p className="sb-inline"><b>{t(`danger.progress.${newest.state as 'asked'}`)}</b><span className="sb-muted">{t('danger.progressOf', { n: Math.round(newest.share * 100) })}</span></p>
          <Progress percent={Math.round(newest.share * 100)} showInfo={false} size="small" />
        </div>
      )}
      {newest?.state === 'failed' && <p className="sb-note" role="alert">{t('danger.failed', { error: newest.error ?? '' })}</p>}
    </div>
  )
}

/** Ask for a walk, after asking how far back. */
export function AskRun({ busy, first }: { busy: boolean; first: boolean }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const may = useMay('askDanger')
  const ask = useAskRun()
  if (!may) return null
  const open = () => {
    let days = USUAL_DAYS
    void modal.confirm({
      title: t('danger.runAsk'), okText: t('danger.confirm'), cancelText: t('danger.cancel'), okButtonProps: { 'data-testid': 'run-submit' },
      content: <InputNumber min={1} max={MOST_DAYS} defaultValue={USUAL_DAYS} aria-label={t('danger.runAsk')} onChange={(value) => { days = value ?? USUAL_DAYS }} data-testid="run-days" />,
      onOk: () => ask.mutateAsync(days).then(() => void message.success(t('danger.runStarted')), () => undefined),
    })
  }
  return (
    <>
      <Button type={first ? 'primary' : 'default'} icon={<RadarChartOutlined />} disabled={busy} loading={ask.isPending} onClick={open} data-testid="danger-ask">{t(first ? 'danger.first' : 'danger.run')}</Button>
      <Refused error={ask.error} />
    </>
  )
}
