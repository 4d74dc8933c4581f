// The time of the replay from left to right: speed above, a lane for each bus below, and the cursor that is dragged.
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../lib/useClock'
import { useRuleTitle } from '../lib/useRuleTitle'
import type { Player } from './player'
import type { ShownBus } from './shown'
import { delayedSpans, gapSpans, heardSpans, standstills, type Span } from './track'

const SpeedCurve = lazy(() => import('./SpeedCurve'))
const LEFT_PX = 38
const RIGHT_PX = 14
const TOLD_EVERY_MS = 500
const LEAST_SHARE = 0.002 // what is shorter is still seen

interface Props {
  buses: readonly ShownBus[]
  player: Player
  span: Span
  focus: string
  onFocus: (id: string) => void
}

export function Timeline({ buses, player, span, focus, onFocus }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const frame = useRef<HTMLDivElement>(null)
  const cursor = useRef<HTMLDivElement>(null)
  const focused = buses.find((bus) => bus.id === focus)

  useEffect(() => {
    const box = frame.current
    if (!box) return
    let width = box.clientWidth
    const watcher = new ResizeObserver(() => {
      width = box.clientWidth
      draw(player.moment)
    })
    let told = 0
    const draw = (moment: number) => {
      const share = (moment - span.from) / (span.to - span.from)
      if (cursor.current) cursor.current.style.transform = `translateX(${LEFT_PX + share * (width - LEFT_PX - RIGHT_PX)}px)`
      const now = performance.now()
      if (now - told < TOLD_EVERY_MS && player.state.playing) return
      told = now
      box.setAttribute('aria-valuenow', String(Math.round((moment - span.from) / 1000)))
      box.setAttribute('aria-valuetext', clock.seconds(new Date(moment).toISOString()))
    }
    watcher.observe(box)
    const stop = player.onFrame(draw)
    return () => {
      stop()
      watcher.disconnect()
    }
  }, [player, span, clock])

  const seek = (event: React.PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    player.seek(span.from + ((event.clientX - left - LEFT_PX) / (width - LEFT_PX - RIGHT_PX)) * (span.to - span.from))
  }
  return (
    <div
      ref={frame} className="sb-playback-timeline" role="slider" tabIndex={0} data-testid="timeline" aria-label={t('playback.timeline', { time: '' })}
      aria-valuemin={0} aria-valuemax={Math.round((span.to - span.from) / 1000)} aria-valuenow={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        seek(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event)
      }}
    >
      <Suspense fallback={<div className="sb-playback-chart" />}>{focused && <SpeedCurve track={focused.track} span={span} />}</Suspense>
      <div className="sb-lanes">
        {buses.map((bus) => <Lane key={bus.id} bus={bus} span={span} chosen={bus.id === focus} several={buses.length > 1} onFocus={onFocus} />)}
      </div>
      <div ref={cursor} className="sb-playback-cursor" data-testid="cursor" aria-hidden />
    </div>
  )
}

function Lane({ bus, span, chosen, several, onFocus }: { bus: ShownBus; span: Span; chosen: boolean; several: boolean; onFocus: (id: string) => void }) {
  const { t } = useTranslation()
  const titleOf = useRuleTitle()
  const bars = useMemo(
    () => ({ heard: heardSpans(bus.track), gap: gapSpans(bus.track), delayed: delayedSpans(bus.track), standing: standstills(bus.track) }),
    [bus.track],
  )
  const style = (one: Span) => {
    const length = span.to - span.from
    const share = Math.max(LEAST_SHARE, (Math.min(one.to, span.to) - Math.max(one.from, span.from)) / length)
    return { left: `${((Math.max(one.from, span.from) - span.from) / length) * 100}%`, width: `${share * 100}%` }
  }
  return (
    <div className="sb-lane" data-chosen={chosen} data-testid={`lane-${bus.id}`}>
      {several && (
        <button type="button" className="sb-lane-name" onClick={() => onFocus(bus.id)} onPointerDown={(event) => event.stopPropagation()} aria-pressed={chosen} aria-label={t('playback.focus', { plate: bus.plate })}>
          <i style={{ background: bus.colour }} aria-hidden />
          {bus.plate}
        </button>
      )}
      <div className="sb-lane-bars">
        {bars.heard.map((one) => <i key={`h${one.from}`} className="sb-bar" data-kind="driven" style={{ ...style(one), background: bus.colour }} />)}
        {bars.gap.map((one) => <i key={`g${one.from}`} className="sb-bar" data-kind="gap" style={style(one)} />)}
        {bars.standing.map((one) => <i key={`s${one.from}`} className="sb-bar" data-kind="standing" style={style(one)} />)}
        {bars.delayed.map((one) => <i key={`d${one.from}`} className="sb-bar" data-kind="delayed" style={style(one)} />)}
        {bus.history.findings.map((one) => (
          <i key={one.id} className="sb-bar" data-kind="finding" title={titleOf(one.rule)} data-testid="finding-bar" style={style({ from: Date.parse(one.began), to: one.ended ? Date.parse(one.ended) : span.to })} />
        ))}
      </div>
    </div>
  )
}
