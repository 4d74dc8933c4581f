// The figures: today, and over any span of days the trend, where the findings are, how they were handled, what is overdue.
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useReport } from '../api/figures'
import { askOf, listOf, readFigures, writeFigures, type FiguresAddress } from '../figures/address'
import { AskedProvider } from '../figures/context'
import { Controls } from '../figures/Controls'
import { Groups } from '../figures/Groups'
import { Handling } from '../figures/Handling'
import { ListDrawer } from '../figures/ListDrawer'
import { OverdueCard } from '../figures/OverdueCard'
import { Sums } from '../figures/Sums'
import { TodayStrip } from '../figures/Today'
import { Trend } from '../figures/Trend'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { Failure, Waiting } from '../ui/Answer'
import { PageFrame } from '../ui/PageFrame'

const HALF_A_MINUTE_MS = 30_000

export default function FiguresPage() {
  const { t } = useTranslation()
  const clock = useClock()
  const today = clock.date(new Date(useServerNow(HALF_A_MINUTE_MS)).toISOString())
  const [address, change] = useFiguresAddress(today)
  const answer = useReport(askOf(address))
  const list = listOf(address)
  const report = answer.data
  return (
    <AskedProvider address={address} change={change}>
      <PageFrame title={t('figures.title')} lead={t('figures.lead')}>
        <Controls today={today} chosen={report?.chosen ?? []} />
        <TodayStrip />
        <h2 className="sb-fig-span" data-testid="figures-span">{address.first === address.last ? address.first : `${address.first} ${t('figures.to')} ${address.last}`}</h2>
        {report ? (
          <div className="sb-fig-report" data-stale={answer.isPlaceholderData} aria-busy={answer.isPlaceholderData}>
            <Sums report={report} />
            <Trend report={report} />
            <Groups report={report} />
            <Handling report={report} />
            <OverdueCard report={report} />
          </div>
        ) : answer.isError ? (
          <Failure error={answer.error} retry={() => void answer.refetch()} />
        ) : (
          <Waiting rows={12} />
        )}
      </PageFrame>
      {list && <ListDrawer key={address.list} {...list} report={report} onClose={() => change({ list: null })} />}
    </AskedProvider>
  )
}

function useFiguresAddress(today: string): [FiguresAddress, (part: Partial<FiguresAddress>) => void] {
  const search = useSearch()
  const [, navigate] = useLocation()
  const address = useMemo(() => readFigures(search, today), [search, today])
  const change = useCallback(
    (part: Partial<FiguresAddress>) => navigate(writeFigures({ ...readFigures(window.location.search, today), ...part })),
    [navigate, today],
  )
  return [address, change]
}
