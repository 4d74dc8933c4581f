// Each day of the month: records, kilometres, drift; three rows of bars over the same days.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { QualityDay } from '../api/quality'
import { useMode } from '../theme/mode'
import { FONT_FAMILY, TOKENS } from '../theme/tokens'
import { useChart } from '../ui/useChart'
import { daysOf } from './address'
import { count, kilometres } from './figures'

register([BarChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])

const ROWS = [
  { top: 18, height: 76 },
  { top: 118, height: 76 },
  { top: 218, height: 40 },
]
const LEGEND = [
  ['primary', 'quality.qualifiedRecords'],
  ['breach', 'quality.unqualifiedRecords'],
  ['in-order', 'quality.wholeTrack'],
  ['late', 'quality.holes'],
  ['silent', 'quality.driftPoints'],
] as const

export default function DaysChart({ month, days }: { month: string; days: QualityDay[] }) {
  const { t } = useTranslation()
  const { mode } = useMode()
  const option = useMemo(() => {
    const c = TOKENS[mode]
    const dates = daysOf(month)
    const known = new Map(days.map((day) => [day.day, day]))
    const values = (of: (day: QualityDay) => number) => dates.map((date) => (known.has(date) ? of(known.get(date) as QualityDay) : null))
    const bars = (row: number, name: string, color: string, of: (day: QualityDay) => number, shown: (value: number) => string) => ({
      type: 'bar' as const, name, stack: String(row), xAxisIndex: row, yAxisIndex: row, data: values(of), barMaxWidth: 18, itemStyle: { color },
      tooltip: { valueFormatter: (value: unknown) => (typeof value === 'number' ? shown(value) : t('common.none')) },
    })
    const inKm = (metres: number) => t('quantity', { value: kilometres(metres), unit: 'km' })
    return {
      animation: false,
      textStyle: { fontFamily: FONT_FAMILY },
      aria: { enabled: true, label: { description: t('quality.chartLabel') } },
      axisPointer: { link: [{ xAxisIndex: 'all' as const }] },
      tooltip: {
        trigger: 'axis' as const, backgroundColor: c.raised, borderColor: c.border, textStyle: { color: c.text, fontSize: 12 },
        axisPointer: { type: 'shadow' as const },
      },
      grid: ROWS.map((row) => ({ left: 52, right: 8, outerBoundsMode: 'none' as const, ...row })),
      xAxis: ROWS.map((_, row) => ({
        type: 'category' as const, gridIndex: row, data: dates, axisTick: { show: false }, axisLine: { lineStyle: { color: c.border } },
        axisLabel: { show: row === 2, color: c.textFaint, fontSize: 11, formatter: (date: string) => String(Number(date.slice(-2))) },
      })),
      yAxis: [t('quality.records'), 'km', t('quality.driftAxis')].map((name, row) => ({
        type: 'value' as const, gridIndex: row, name, nameGap: 6, splitNumber: row === 2 ? 1 : 2, minInterval: 1, min: 0,
        nameTextStyle: { color: c.textFaint, fontSize: 11, align: 'right' as const },
        axisLabel: { color: c.textFaint, fontSize: 11, formatter: (value: number) => short(row === 1 ? value / 1000 : value) },
        splitLine: { lineStyle: { color: c.border, opacity: 0.6 } },
      })),
      series: [
        bars(0, t('quality.qualifiedRecords'), c.primary, (day) => day.qualified, count),
        bars(0, t('quality.unqualifiedRecords'), c.verdict.breach, (day) => day.received - day.qualified, count),
        bars(1, t('quality.wholeTrack'), c.verdict.inOrder, (day) => day.complete_m, inKm),
        bars(1, t('quality.holes'), c.verdict.late, (day) => day.total_m - day.complete_m, inKm),
        bars(2, t('quality.driftPoints'), c.verdict.silent, (day) => day.drift_points, count),
      ],
    }
  }, [month, days, mode, t])
  const box = useChart(option)
  return (
    <>
      <ul className="sb-days-legend">
        {LEGEND.map(([colour, word]) => (
          <li key={word}><i style={{ background: `var(--sb-${colour})` }} aria-hidden />{t(word)}</li>
        ))}
      </ul>
      <div ref={box} className="sb-days-chart" data-testid="quality-days" role="img" aria-label={t('quality.chartLabel')} />
    </>
  )
}

/** 12,000 is "12k", so that it fits beside the axis. */
const short = (value: number): string => (value >= 10_000 ? `${Number((value / 1000).toFixed(1))}k` : String(value))
