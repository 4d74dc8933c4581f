// Rows as bars from the left, the first at the top: of a grouping beside the span before, or of cases by how they were answered.
import { useMemo } from 'react'
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { usePhone } from '../../lib/usePhone'
import { FONT_FAMILY, TOKENS, type Tokens } from '../../theme/tokens'
import { useChart } from '../../ui/useChart'
import { Legend } from './Legend'
import { usePrintMode } from './usePrintMode'

register([BarChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export interface RankSeries {
  name: string
  colour: (tokens: Tokens) => string
  values: number[]
}
interface Props {
  names: string[]
  series: RankSeries[]
  /** One bar a row, its parts side by side. */
  stacked: boolean
  label: string
  testid: string
}
const ROW_PX = { stacked: 30, beside: 38 }
const FRAME_PX = 34

export default function RankChart({ names, series, stacked, label, testid }: Props) {
  const mode = usePrintMode()
  const phone = usePhone()
  const option = useMemo(() => {
    const c = TOKENS[mode]
    const room = phone ? 96 : 190
    return {
      animation: false,
      textStyle: { fontFamily: FONT_FAMILY },
      aria: { enabled: true, label: { description: label } },
      tooltip: { trigger: 'axis' as const, backgroundColor: c.raised, borderColor: c.border, textStyle: { color: c.text, fontSize: 12 }, axisPointer: { type: 'shadow' as const }, confine: true },
      grid: { left: room + 10, right: 16, top: 4, bottom: 22, outerBoundsMode: 'none' as const },
      xAxis: { type: 'value' as const, min: 0, minInterval: 1, splitNumber: phone ? 3 : 5, axisLabel: { color: c.textFaint, fontSize: 11 }, splitLine: { lineStyle: { color: c.border, opacity: 0.6 } } },
      yAxis: {
        type: 'category' as const, inverse: true, data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: c.border } },
        axisLabel: { color: c.text, fontSize: 12, width: room, overflow: 'truncate' as const },
      },
      series: series.map((one) => ({
        type: 'bar' as const, name: one.name, ...(stacked ? { stack: 'all' } : {}), barMaxWidth: stacked ? 16 : 11, barGap: '10%', itemStyle: { color: one.colour(c) }, data: one.values,
      })),
    }
  }, [names, series, stacked, label, mode, phone])
  const box = useChart(option)
  return (
    <>
      <Legend items={series.map((one) => ({ name: one.name, colour: one.colour(TOKENS[mode]) }))} />
      <div ref={box} className="sb-fig-rank" style={{ height: names.length * (stacked ? ROW_PX.stacked : ROW_PX.beside) + FRAME_PX }} data-testid={testid} role="img" aria-label={label} />
    </>
  )
}
