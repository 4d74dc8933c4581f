// The chosen bus at the moment of the replay: how fast, what was allowed, permit, run, what was found. Renewed four times a second.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { age, quantity } from '../lib/format'
import { useRuleTitle } from '../lib/useRuleTitle'
import { Facts } from '../ui/Facts'
import { Plate } from '../ui/Plate'
import type { Player } from './player'
import { corridorAt, findingsAt, permitAt, runAt, type ShownBus } from './shown'
import { limitAt, placeAt } from './track'

const RENEWED_MS = 250

function useMoment(player: Player): number {
  const [moment, setMoment] = useState(player.moment)
  useEffect(() => {
    let last = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = () => {
      last = performance.now()
      timer = undefined
      setMoment(player.moment)
    }
    const stop = player.onFrame(() => {
      if (timer !== undefined) return
      timer = setTimeout(show, Math.max(0, RENEWED_MS - (performance.now() - last)))
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [player])
  return moment
}

export function NowPanel({ bus, player, silentAfterMs }: { bus: ShownBus; player: Player; silentAfterMs: number }) {
  const { t } = useTranslation()
  const titleOf = useRuleTitle()
  const moment = useMoment(player)
  const place = placeAt(bus.track, moment, silentAfterMs)
  const limit = limitAt(bus.track, moment)
  const permit = permitAt(bus.history, moment)
  const run = runAt(bus.history, moment)
  const found = findingsAt(bus.history, moment)
  const fast = place !== null && !place.silent && limit !== null && place.speed > limit
  const heardAt = place ? new Date(bus.track.time[place.heard] ?? moment).toISOString() : null
  return (
    <section className="sb-block sb-playback-now" aria-label={t('playback.now')} data-testid="now">
      <h2 className="sb-inline"><Plate plate={bus.plate} />{place && bus.track.delayed[place.heard] === 1 && <span className="sb-chip" data-testid="now-delayed">{t('playback.delayed')}</span>}</h2>
      <div className="sb-measures">
        <div className="sb-measure" data-loud={fast}>
          <span>{t('playback.speed')}</span>
          <strong data-testid="now-speed">{place && !place.silent ? quantity(t, Math.round(place.speed), 'km/h') : t('common.none')}</strong>
        </div>
        <div className="sb-measure">
          <span>{t('playback.limit')}</span>
          <strong data-testid="now-limit">{limit === null ? t('common.none') : quantity(t, limit, 'km/h')}</strong>
        </div>
      </div>
      {!place && <p className="sb-note">{t('playback.noPlaceYet')}</p>}
      {place?.silent && heardAt && <p className="sb-note" data-testid="now-silent">{t('playback.silent', { age: age(t, heardAt, moment) })}</p>}
      <Facts
        facts={[
          [t('playback.permit'), permit ? <span key="permit" className="sb-stack"><span>{t('playback.permitVersion', { number: permit.number, version: permit.version })}</span><span className="sb-fine">{t('playback.corridor', { m: corridorAt(bus.history, moment) })}</span></span> : <span key="none" className="sb-open">{t('playback.noPermit')}</span>],
          [t('playback.run'), run?.line_name ?? t('playback.noRun')],
          [t('playback.findingNow'), found.length > 0 ? <span key="found" className="sb-open">{found.map((one) => titleOf(one.rule)).join(t('common.comma'))}</span> : null],
        ]}
      />
    </section>
  )
}
