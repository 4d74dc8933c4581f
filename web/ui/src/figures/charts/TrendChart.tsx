// Findings by day or week: bars stacked by severity, the span before as a dashed line.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { SEVERITIES, type Bucket } from '../../api/figures'
import { FONT_FAMILY, TOKENS } from '../../theme/tokens'
import { useChart } from '../../ui/useChart'
import { severityColours } from './colours'
import { Legend } from './Legend'
import { usePrintMode } from './usePrintMode'

register([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export default function TrendChart({ buckets }: { buckets: Bucket[] }) {
  const { t } = useTranslation()
  const mode = usePrintMode()
  const option = useMemo(() => {
    const c = TOKENS[mode]
    const colours = severityColours(mode)
    return {
      animation: false,
      textStyle: { fontFamily: FONT_FAMILY },
      aria: { enabled: true, label: { description: t('figures.trend.label') } },
      tooltip: { trigger: 'axis' as const, backgroundColor: c.raised, borderColor: c.border, textStyle: { color: c.text, fontSize: 12 }, axisPointer: { type: 'shadow' as const }, confine: true },
      grid: { left: 40, right: 8, top: 12, bottom: 24, outerBoundsMode: 'none' as const },
      xAxis: {
        type: 'category' as const, data: buckets.map((one) => one.first), axisTick: { show: false }, axisLine: { lineStyle: { color: c.border } },
        axisLabel: { color: c.textFaint, fontSize: 11, hideOverlap: true, formatter: (day: string) => day.slice(5) },
      },
      yAxis: { type: 'value' as const, min: 0, minInterval: 1, splitNumber: 4, axisLabel: { color: c.textFaint, fontSize: 11 }, splitLine: { lineStyle: { color: c.border, opacity: 0.6 } } },
      series: [
        ...SEVERITIES.map((one) => ({
          type: 'bar' as const, name: t(`figures.severity.${one}`), stack: 'findings', barMaxWidth: 28, itemStyle: { color: colours[one] }, data: buckets.map((bucket) => bucket.severities[one]),
        })),
        {
          type: 'line' as const, name: t('figures.trend.before'), symbol: 'circle', symbolSize: 4, showSymbol: buckets.length <= 31, itemStyle: { color: c.primary },
          lineStyle: { type: 'dashed' as const, width: 1.5, color: c.primary }, data: buckets.map((bucket) => bucket.before),
        },
      ],
    }
  }, [buckets, mode, t])
  const box = useChart(option)
  const colours = severityColours(mode)
  return (
    <>
      <Legend items={[...SEVERITIES.map((one) => ({ name: t(`figures.severity.${one}`), colour: colours[one] })), { name: t('figures.trend.before'), colour: TOKENS[mode].primary, line: true }]} />
      <div ref={box} className="sb-fig-chart" data-testid="trend-chart" role="img" aria-label={t('figures.trend.label')} />
    </>
  )
}
