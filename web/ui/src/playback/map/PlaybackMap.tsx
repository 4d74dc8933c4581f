// The map of a replay: places and permitted lines as they were then, the way driven, the buses moving over it.
import { useEffect, useMemo, useRef } from 'react'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import { useTranslation } from 'react-i18next'
import { useBaseMap, useSchools } from '../../api/queries'
import { usePlacesAt } from '../../api/playback'
import type { Config, Finding } from '../../api/types'
import { HIDDEN_AT_FIRST } from '../../lib/address'
import { age } from '../../lib/format'
import { collection, findingPoint, lineStops, schoolPoints } from '../../map/collections'
import { datumEdge, type DatumEdge } from '../../map/datum'
import { putImages } from '../../map/images'
import { repaint, showGroups } from '../../map/style'
import { useMap } from '../../map/useMap'
import { useSource } from '../../map/useSource'
import { useTiles } from '../../map/useTiles'
import { useMode } from '../../theme/mode'
import { TOKENS } from '../../theme/tokens'
import { ReplayFeed } from './feed'
import { addReplayLayers, boundsOf, drivenWays, permittedLines } from './layers'
import type { Player } from '../player'
import { linesAt, type ShownBus } from '../shown'

interface Props {
  config: Config
  buses: readonly ShownBus[]
  player: Player
  /** The bus that the map keeps in sight. */
  focus: string
  /** The moment for which places and lines are drawn: it changes only when they do. */
  then: number
  finding: Finding | undefined
  onFailure: () => void
}

export function PlaybackMap(props: Props) {
  const { config, buses, then } = props
  const { i18n } = useTranslation()
  const { mode } = useMode()
  const tokens = TOKENS[mode]
  const edge = useMemo(() => datumEdge(config.map.tiles?.datum ?? 'wgs84'), [config])
  const container = useRef<HTMLDivElement>(null)
  const map = useMap(container, { config, edge, at: null, tokens, onFailure: props.onFailure })
  const tiles = useTiles(map, config, mode)

  useEffect(() => {
    if (!map) return
    putImages(map, tokens)
    repaint(map, tokens)
    addReplayLayers(map, tokens)
  }, [map, tokens])
  useEffect(() => {
    if (map) showGroups(map, HIDDEN_AT_FIRST, tiles, tokens)
  }, [map, tiles, tokens])
  useEffect(() => {
    map?.setGlobalStateProperty('language', i18n.language)
  }, [map, i18n.language])
  useEffect(() => {
    map?.setGlobalStateProperty('bus', props.focus)
  }, [map, props.focus])

  const places = usePlacesAt(new Date(then).toISOString()).data
  const schools = useSchools().data
  useSource(map, 'base', useBaseMap().data, edge)
  useSource(map, 'places', places, edge)
  useSource(map, 'schools', useMemo(() => schoolPoints(schools ?? [], places), [schools, places]), edge)
  useSource(map, 'stops', useMemo(() => lineStops(buses.flatMap(({ history }) => linesAt(history, then)).map((line) => ({ ...line, code: '', school_id: null, school_name: null })), schools ?? []), [buses, then, schools]), edge)
  useSource(map, 'replay-lines', useMemo(() => permittedLines(buses, then), [buses, then]), edge)
  useSource(map, 'replay-track', useMemo(() => drivenWays(buses), [buses]), edge)
  useSource(map, 'finding', useMemo(() => (props.finding ? findingPoint(props.finding) : collection([])), [props.finding]), edge)
  useFirstSight(map, edge, buses)
  useReplay(map, edge, props)

  return <div ref={container} className="sb-map" data-testid="playback-map" data-ready={map !== null} />
}

const MARGIN_PX = 48

/** All of what was driven, once it is there. */
function useFirstSight(map: MapLibreMap | null, edge: DatumEdge, buses: readonly ShownBus[]): void {
  const box = useMemo(() => boundsOf(buses), [buses])
  useEffect(() => {
    if (!map || !box) return
    map.fitBounds([edge.out([box[0], box[1]]), edge.out([box[2], box[3]])], { padding: MARGIN_PX, maxZoom: 15.5, animate: false })
  }, [map, edge, box])
}

const LOOK_MS = 400

function useReplay(map: MapLibreMap | null, edge: DatumEdge, { config, buses, player, focus }: Props): void {
  const { t } = useTranslation()
  const silentAfterMs = config.silent_after_s * 1000
  useEffect(() => {
    if (!map) return
    const source = map.getSource<GeoJSONSource>('buses')
    const feed = new ReplayFeed({ edge, silentAfterMs, ageOf: (iso, moment) => age(t, iso, moment), write: (data) => Promise.resolve(source?.setData(data)) })
    feed.show(buses)
    let looked = 0
    const stop = player.onFrame((moment) => {
      feed.draw(moment)
      const now = performance.now()
      if (now - looked < LOOK_MS) return
      looked = now
      const at = feed.featuresAt(moment).find((one) => one.properties.id === focus)?.geometry.coordinates
      if (at) keepInSight(map, at as [number, number])
    })
    return () => {
      stop()
      void source?.setData(collection([]))
    }
  }, [map, edge, buses, player, focus, silentAfterMs, t])
}

/** Nothing moves while the bus is well inside; a map that somebody is moving is left alone. */
function keepInSight(map: MapLibreMap, at: [number, number]): void {
  if (map.isMoving()) return
  const { x, y } = map.project(at)
  const { clientWidth, clientHeight } = map.getContainer()
  const inside = x > MARGIN_PX && y > MARGIN_PX && x < clientWidth - MARGIN_PX && y < clientHeight - MARGIN_PX
  if (!inside) map.easeTo({ center: at, duration: 500 })
}
