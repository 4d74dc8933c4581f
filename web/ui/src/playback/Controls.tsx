// The buttons of a replay: play, step, pace, and the time that it stands at.
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Button, Select, Tooltip } from 'antd'
import { CaretRightFilled, PauseOutlined, StepBackwardOutlined, StepForwardOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useClock } from '../lib/useClock'
import { RATES, type Player, type Rate } from './player'

export const STEP_S = 10

export function Controls({ player, onRate }: { player: Player; onRate: (rate: Rate) => void }) {
  const { t } = useTranslation()
  const { playing, rate } = useSyncExternalStore(player.subscribe, player.read)
  const word = playing ? t('playback.pause') : t('playback.play')
  return (
    <div className="sb-playback-controls">
      <Tooltip title={t('playback.back', { n: STEP_S })}>
        <Button icon={<StepBackwardOutlined />} aria-label={t('playback.back', { n: STEP_S })} onClick={() => player.step(-STEP_S * 1000)} data-testid="step-back" />
      </Tooltip>
      <Button type="primary" shape="circle" size="large" icon={playing ? <PauseOutlined /> : <CaretRightFilled />} aria-label={word} title={word} onClick={() => player.toggle()} data-testid="play" data-playing={playing} />
      <Tooltip title={t('playback.forward', { n: STEP_S })}>
        <Button icon={<StepForwardOutlined />} aria-label={t('playback.forward', { n: STEP_S })} onClick={() => player.step(STEP_S * 1000)} data-testid="step-forward" />
      </Tooltip>
      <Select<Rate>
        value={rate} aria-label={t('playback.rate')} className="sb-playback-rate" popupMatchSelectWidth={false} data-testid="rate" onChange={onRate}
        options={RATES.map((one) => ({ value: one, label: t('playback.times', { n: one }) }))}
      />
      <Moment player={player} />
    </div>
  )
}

/** Written straight into the page: no render for a second that passes. */
function Moment({ player }: { player: Player }) {
  const clock = useClock()
  const box = useRef<HTMLTimeElement>(null)
  useEffect(() => {
    let shown = -1
    return player.onFrame((moment) => {
      const second = Math.floor(moment / 1000)
      if (second === shown || !box.current) return
      shown = second
      const iso = new Date(second * 1000).toISOString()
      box.current.textContent = `${clock.date(iso)} ${clock.seconds(iso)}`
      box.current.dateTime = iso
    })
  }, [player, clock])
  return <time ref={box} className="sb-playback-moment" data-testid="moment" />
}
