// A report's state as a chip, and its clock: overdue is said in words and colour.
import { ClockCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { ReportState as State } from '../api/publicReports'
import type { Report } from '../api/reports'
import { clockWords, isOverdue } from './words'

const GOOD: ReadonlySet<State> = new Set<State>(['answered', 'closed'])

export function ReportState({ state }: { state: State }) {
  const { t } = useTranslation()
  return <span className="sb-chip" data-tone={state === 'received' ? 'bad' : GOOD.has(state) ? 'good' : 'quiet'} data-testid="office-state">{t(`report.state.${state}`)}</span>
}

export function Clock({ report, now }: { report: Report; now: number }) {
  const { t } = useTranslation()
  const late = isOverdue(report, now)
  return (
    <span className="sb-report-clock" data-overdue={late} data-testid="report-clock-of">
      {!report.decided_at && <ClockCircleOutlined aria-hidden />} {clockWords(t, report, now)}{report.provisional && !report.decided_at ? ` · ${t('reports.provisional')}` : ''}
    </span>
  )
}
