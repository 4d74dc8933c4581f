// Playback: any bus or several over any time, with the permits, places and limits of that time. The address is the state.
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { ApiError } from '../api/client'
import { useHistories, useTracks } from '../api/playback'
import { useConfig } from '../api/queries'
import type { Config } from '../api/types'
import { useKeys } from '../lib/useKeys'
import { useMode } from '../theme/mode'
import { TOKENS, type Tokens } from '../theme/tokens'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'
import { Actions } from '../playback/Actions'
import { readPlayback, writePlayback, type PlaybackAddress } from '../playback/address'
import { Choose } from '../playback/Choose'
import { Controls, STEP_S } from '../playback/Controls'
import { Happenings } from '../playback/Happenings'
import { KeyHints } from '../playback/KeyHints'
import { NowPanel } from '../playback/NowPanel'
import { PlaybackMap } from '../playback/map/PlaybackMap'
import { Player } from '../playback/player'
import { changesOf, findingsAt, happenings, type Happening, type ShownBus } from '../playback/shown'
import { Timeline } from '../playback/Timeline'
import { lastAt, spanOf, type Span } from '../playback/track'

export default function PlaybackPage() {
  const { t } = useTranslation()
  const config = useConfig()
  const search = useSearch()
  const [, navigate] = useLocation()
  const address = useMemo(() => readPlayback(search), [search])
  const chosen = address.vehicles.length > 0 && address.since !== null && address.until !== null
  return (
    <div className="sb-playback">
      <header className="sb-playback-head">
        <h1>{t('playback.title')}</h1>
        <Choose
          key={`${address.vehicles.join()} ${address.since} ${address.until}`} address={address}
          onChange={(change) => navigate(writePlayback({ ...address, ...change, at: null }))}
        />
      </header>
      {config.data && chosen && <Replay key={`${address.vehicles.join()} ${address.since} ${address.until}`} config={config.data} address={address} />}
      {config.data && !chosen && <Empty title={t('playback.emptyTitle')} hint={t('playback.emptyHint')} />}
      {config.isPending && <Waiting rows={8} />}
      {config.isError && <Failure error={config.error} retry={() => void config.refetch()} />}
    </div>
  )
}

const coloursOf = ({ map, verdict }: Tokens): string[] => [map.selection, verdict.inOrder, map.risk, verdict.late, map.noGo, map.stop, map.zone, verdict.parked]

/** Each bus once its track and what was true meanwhile are both there; null until all are. */
function useShown(config: Config, address: PlaybackAddress) {
  const { mode } = useMode()
  const { vehicles, since, until } = address
  const tracks = useTracks(vehicles, since, until, config.silent_after_s * 1000)
  const histories = useHistories(vehicles, since, until)
  const shown = useMemo(() => {
    const colours = coloursOf(TOKENS[mode])
    const buses = vehicles.flatMap((id, n): ShownBus[] => {
      const [one, history] = [tracks.data[n], histories.data[n]]
      return one && history ? [{ id, plate: history.plate, track: one.track, history, colour: colours[n % colours.length] ?? '' }] : []
    })
    return buses.length === vehicles.length ? buses : null
  }, [vehicles, mode, tracks.data, histories.data])
  const again = () => {
    tracks.again()
    histories.again()
  }
  return { shown, error: tracks.error ?? histories.error, again, others: tracks.data.reduce((sum, one) => sum + (one?.others ?? 0), 0) }
}

function Replay({ config, address }: { config: Config; address: PlaybackAddress }) {
  const { t } = useTranslation()
  const { shown, error, again, others } = useShown(config, address)
  const asked = useMemo(() => ({ from: Date.parse(address.since ?? ''), to: Date.parse(address.until ?? '') }), [address.since, address.until])
  const span = useMemo(() => (shown ? spanOf(shown.map((bus) => bus.track), asked) : asked), [shown, asked])
  if (error instanceof ApiError && error.status === 422) return <div className="sb-playback-refused"><Refused error={error} /></div>
  if (error) return <Failure error={error} retry={again} missing={t('bus.notFound')} />
  if (!shown) return <Waiting rows={12} />
  if (shown.every((bus) => bus.track.count === 0)) return <Empty title={t('playback.noFixes')} hint={t('playback.noFixesHint')} />
  return <Stage config={config} address={address} buses={shown} span={span} others={others} />
}

function usePlayer(address: PlaybackAddress, span: Span): Player {
  const [player] = useState(() => new Player(span.from, span.to, address.at ?? span.from, address.rate))
  useEffect(() => {
    window.__schoolbus = { ...window.__schoolbus, player }
    return () => player.stop()
  }, [player])
  return player
}

/** The moment from which on the map's ground is what it is now. */
function useGround(player: Player, changes: readonly number[], from: number): number {
  const [index, setIndex] = useState(() => lastAt(changes, player.moment))
  useEffect(() => player.onFrame((moment) => setIndex(lastAt(changes, moment))), [player, changes])
  return changes[index] ?? from
}

const LONG_STEP_S = 60

function Stage({ config, address, buses, span, others }: { config: Config; address: PlaybackAddress; buses: ShownBus[]; span: Span; others: number }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [focus, setFocus] = useState(buses[0]?.id ?? '')
  const [mapFailed, setMapFailed] = useState(false)
  const player = usePlayer(address, span)
  const changes = useMemo(() => changesOf(buses.map((bus) => bus.history)), [buses])
  const then = useGround(player, changes, span.from)
  const all = useMemo(() => happenings(buses), [buses])
  const focused = buses.find((bus) => bus.id === focus) ?? buses[0]
  const [finding, setFinding] = useState(() => (focused ? findingsAt(focused.history, player.moment)[0] : undefined))

  /** When it stands still, the address says where. */
  const tellAddress = useCallback(() => {
    navigate(writePlayback({ ...address, at: player.moment, rate: player.state.rate }), { replace: true })
  }, [navigate, address, player])
  useEffect(() => player.subscribe(() => !player.state.playing && tellAddress()), [player, tellAddress])

  const go = (one: Happening) => {
    setFocus(one.vehicle)
    setFinding(one.finding)
    player.pause()
    player.seek(one.from)
    tellAddress()
  }
  const toFinding = (by: 1 | -1) => {
    const found = all.filter((one) => one.kind === 'finding')
    const next = by > 0 ? found.find((one) => one.from > player.moment) : found.findLast((one) => one.from < player.moment)
    if (next) go(next)
  }
  const step = (event: KeyboardEvent, by: 1 | -1) => {
    event.preventDefault()
    player.step(by * (event.shiftKey ? LONG_STEP_S : STEP_S) * 1000)
  }
  useKeys({
    ' ': (event) => {
      if (event.target instanceof HTMLButtonElement) return // its own press
      event.preventDefault()
      player.toggle()
    },
    ArrowLeft: (event) => step(event, -1),
    ArrowRight: (event) => step(event, 1),
    '+': () => player.faster(1),
    '=': () => player.faster(1),
    '-': () => player.faster(-1),
    j: () => toFinding(1),
    k: () => toFinding(-1),
  })
  if (!focused) return null
  const fixes = buses.reduce((sum, bus) => sum + bus.track.count, 0)
  return (
    <div className="sb-playback-body" data-testid="replay">
      <div className="sb-playback-stage">
        {mapFailed ? (
          <p className="sb-map-failed" role="alert">{t('error.map')}</p>
        ) : (
          <PlaybackMap config={config} buses={buses} player={player} focus={focused.id} then={then} finding={finding} onFailure={() => setMapFailed(true)} />
        )}
      </div>
      <aside className="sb-playback-aside">
        <NowPanel bus={focused} player={player} silentAfterMs={config.silent_after_s * 1000} />
        <Happenings happenings={all} several={buses.length > 1} onGo={go} />
      </aside>
      <footer className="sb-playback-dock">
        <div className="sb-playback-bar">
          <Controls player={player} onRate={(rate) => player.setRate(rate)} />
          <p className="sb-fine sb-playback-count" data-testid="fixes">
            {t('playback.fixes', { n: fixes })}
            {others > 0 && ` · ${t('playback.others', { n: others })}`}
          </p>
          <KeyHints />
          <Actions buses={buses} focus={focused.id} since={address.since ?? ''} until={address.until ?? ''} />
        </div>
        <Timeline buses={buses} player={player} span={span} focus={focused.id} onFocus={setFocus} />
      </footer>
    </div>
  )
}
