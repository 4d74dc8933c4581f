// Speed of the last ten minutes with the limit that held; ECharts is fetched only when a bus is opened.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { ChartPoint } from '../api/types'
import { useClock } from '../lib/useClock'
import { useMode } from '../theme/mode'
import { FONT_FAMILY, TOKENS } from '../theme/tokens'
import { useChart } from '../ui/useChart'

register([LineChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export default function SpeedChart({ points }: { points: ChartPoint[] }) {
  const { t } = useTranslation()
  const { mode } = useMode()
  const clock = useClock()
  const option = useMemo(() => {
    const c = TOKENS[mode]
    const fastest = Math.max(60, ...points.map((p) => Math.max(p.speed_kmh ?? 0, p.limit_kmh ?? 0)))
    return {
      animation: false,
      textStyle: { fontFamily: FONT_FAMILY },
      aria: { enabled: true, label: { description: t('bus.chartLabel') } },
      grid: { left: 30, right: 8, top: 22, bottom: 22 },
      tooltip: {
        trigger: 'axis' as const,
        backgroundColor: c.raised,
        borderColor: c.border,
        textStyle: { color: c.text, fontSize: 12 },
        axisPointer: { type: 'line' as const, lineStyle: { color: c.border } },
        valueFormatter: (value: unknown) => (typeof value === 'number' ? t('quantity', { value: Math.round(value), unit: 'km/h' }) : t('common.none')),
      },
      xAxis: {
        type: 'time' as const, minInterval: 60_000,
        axisLabel: { color: c.textFaint, fontSize: 11, hideOverlap: true, formatter: (value: number) => clock.time(new Date(value).toISOString()) },
        axisLine: { lineStyle: { color: c.border } }, axisTick: { show: false }, splitLine: { show: false },
      },
      yAxis: {
        type: 'value' as const, min: 0, max: Math.ceil(fastest / 20) * 20, interval: 20, name: 'km/h',
        nameTextStyle: { color: c.textFaint, fontSize: 11, align: 'right' as const }, nameGap: 10,
        axisLabel: { color: c.textFaint, fontSize: 11 }, splitLine: { lineStyle: { color: c.border, opacity: 0.6 } },
      },
      series: [
        {
          name: t('bus.limit'), type: 'line' as const, step: 'end' as const, symbol: 'none', data: points.map((p) => [p.time, p.limit_kmh]),
          lineStyle: { color: c.verdict.breach, width: 1.4, type: 'dashed' as const }, itemStyle: { color: c.verdict.breach },
        },
        {
          name: t('bus.speed'), type: 'line' as const, symbol: 'none', data: points.map((p) => [p.time, p.speed_kmh]),
          lineStyle: { color: c.primary, width: 1.8 }, itemStyle: { color: c.primary }, areaStyle: { color: c.primary, opacity: 0.08 },
        },
      ],
    }
  }, [points, mode, t, clock])

  const box = useChart(option)
  return <div ref={box} className="sb-chart" data-testid="speed-chart" role="img" aria-label={t('bus.chartLabel')} />
}
