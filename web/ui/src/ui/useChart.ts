// A chart in a box: made once, as large as its box, drawn anew when what it shows changes.
import { useEffect, useRef } from 'react'
import { init, type EChartsCoreOption, type EChartsType } from 'echarts/core'

/** Give the ref to the box. The caller registers the parts of ECharts that its option needs. */
export function useChart(option: EChartsCoreOption) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)

  useEffect(() => {
    if (!box.current) return
    const made = init(box.current)
    chart.current = made
    const watcher = new ResizeObserver(() => made.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    chart.current?.setOption(option)
  }, [option])

  return box
}
