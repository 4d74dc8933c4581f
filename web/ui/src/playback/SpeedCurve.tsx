// Speed over the whole replay with the limit along the track; drawn once, the cursor is the timeline's.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent } from 'echarts/components'
import { use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useClock } from '../lib/useClock'
import { useMode } from '../theme/mode'
import { FONT_FAMILY, TOKENS } from '../theme/tokens'
import { useChart } from '../ui/useChart'
import { limitCurve, speedCurve, type Span, type Track } from './track'

register([LineChart, GridComponent, AriaComponent, CanvasRenderer])

/** As wide as the lanes below it begin and end. */
export const LEFT_PX = 38
export const RIGHT_PX = 14
const BUCKETS = 1200
const LEAST_TOP_KMH = 60

export default function SpeedCurve({ track, span }: { track: Track; span: Span }) {
  const { t } = useTranslation()
  const { mode } = useMode()
  const clock = useClock()
  const option = useMemo(() => {
    const c = TOKENS[mode]
    const speed = speedCurve(track, span, BUCKETS)
    const limit = limitCurve(track)
    const top = Math.max(LEAST_TOP_KMH, ...speed.map(([, kmh]) => kmh ?? 0))
    return {
      animation: false,
      textStyle: { fontFamily: FONT_FAMILY },
      aria: { enabled: true, label: { description: t('playback.chartLabel') } },
      grid: { left: LEFT_PX, right: RIGHT_PX, top: 20, bottom: 20 },
      xAxis: {
        type: 'time' as const, min: span.from, max: span.to, axisLine: { lineStyle: { color: c.border } }, axisTick: { show: false }, splitLine: { show: false },
        axisLabel: { color: c.textFaint, fontSize: 11, hideOverlap: true, formatter: (value: number) => clock.time(new Date(value).toISOString()) },
      },
      yAxis: {
        type: 'value' as const, min: 0, max: Math.ceil(top / 20) * 20, interval: 20, name: 'km/h', nameGap: 8,
        nameTextStyle: { color: c.textFaint, fontSize: 11, align: 'right' as const }, axisLabel: { color: c.textFaint, fontSize: 11 },
        splitLine: { lineStyle: { color: c.border, opacity: 0.6 } },
      },
      series: [
        { name: t('playback.limit'), type: 'line' as const, step: 'end' as const, symbol: 'none', data: limit, lineStyle: { color: c.verdict.breach, width: 1.2, type: 'dashed' as const } },
        { name: t('playback.speed'), type: 'line' as const, symbol: 'none', connectNulls: false, data: speed, lineStyle: { color: c.primary, width: 1.4 }, areaStyle: { color: c.primary, opacity: 0.08 } },
      ],
    }
  }, [track, span, mode, t, clock])
  const box = useChart(option)
  return <div ref={box} className="sb-playback-chart" data-testid="playback-chart" role="img" aria-label={t('playback.chartLabel')} />
}
