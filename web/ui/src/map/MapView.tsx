// The live map on the page: the legend's layers, filled from the API and from the live store.
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import { useDeclared } from '../api/places'
import { useBaseMap, useLine, useLineDetails, usePlaces, useSchools, useTrail } from '../api/queries'
import type { Config, Finding } from '../api/types'
import { age } from '../lib/format'
import type { MapAddress } from '../lib/address'
import { useLiveStore } from '../live/context'
import { useMode } from '../theme/mode'
import { TOKENS } from '../theme/tokens'
import { BusFeed } from './busFeed'
import { collection, declaredAreas, findingPoint, linePaths, lineStops, schoolPoints, trailOf, withRings } from './collections'
import { datumEdge, type DatumEdge } from './datum'
import { putImages } from './images'
import { repaint, showGroups } from './style'
import { useMap } from './useMap'
import { useSource } from './useSource'
import { useTiles } from './useTiles'

export interface MapViewProps {
  config: Config
  address: MapAddress
  finding: Finding | undefined
  chosenLine: string | null
  onBus: (id: string | null) => void
  onMoved: (at: NonNullable<MapAddress['at']>) => void
  onReady: (map: MapLibreMap, edge: DatumEdge) => void
  onFailure: () => void
}

export function MapView(props: MapViewProps) {
  const { config, address } = props
  const { i18n } = useTranslation()
  const { mode } = useMode()
  const tokens = TOKENS[mode]
  const edge = useMemo(() => datumEdge(config.map.tiles?.datum ?? 'wgs84'), [config])
  const container = useRef<HTMLDivElement>(null)
  const map = useMap(container, { config, edge, at: address.at, tokens, onFailure: props.onFailure })
  const tiles = useTiles(map, config, mode)
  const chosenBus = address.bus ?? props.finding?.vehicle_id ?? ''

  useStillData(map, edge)
  useChosenData(map, edge, props)
  useBusFeed(map, edge)
  useEvents(map, edge, props)

  useEffect(() => {
    if (!map) return
    putImages(map, tokens)
    repaint(map, tokens)
  }, [map, tokens])
  useEffect(() => {
    if (map) showGroups(map, address.hiddenLayers, tiles, tokens)
  }, [map, address.hiddenLayers, tiles, tokens])
  useEffect(() => {
    map?.setGlobalStateProperty('hidden', address.hiddenStates)
  }, [map, address.hiddenStates])
  useEffect(() => {
    map?.setGlobalStateProperty('bus', chosenBus)
  }, [map, chosenBus])
  useEffect(() => {
    map?.setGlobalStateProperty('language', i18n.language)
  }, [map, i18n.language])

  return <div ref={container} className="sb-map" data-testid="map" data-ready={map !== null} />
}

/** What changes with a release or a permit: base, places, schools, lines, stops. */
function useStillData(map: MapLibreMap | null, edge: DatumEdge): void {
  const base = useBaseMap().data
  const places = usePlaces().data
  const schools = useSchools().data
  const lines = useLineDetails()
  const conditions = useDeclared('conditions', 'current').data
  useSource(map, 'base', base, edge)
  useSource(map, 'declared', useMemo(() => declaredAreas(conditions ?? []), [conditions]), edge)
  useSource(map, 'places', useMemo(() => (places ? withRings(places) : undefined), [places]), edge)
  useSource(map, 'schools', useMemo(() => schoolPoints(schools ?? [], places), [schools, places]), edge)
  useSource(map, 'lines', useMemo(() => linePaths(lines), [lines]), edge)
  useSource(map, 'stops', useMemo(() => lineStops(lines, schools ?? []), [lines, schools]), edge)
}

/** What is chosen: the finding's place, the bus's line and trail. */
function useChosenData(map: MapLibreMap | null, edge: DatumEdge, { address, finding, chosenLine }: MapViewProps): void {
  const line = useLine(chosenLine).data
  const trail = useTrail(address.bus).data
  useSource(map, 'finding', useMemo(() => findingPoint(finding), [finding]), edge)
  useSource(map, 'chosen-line', useMemo(() => (chosenLine && line ? linePaths([line]) : collection([])), [chosenLine, line]), edge)
  useSource(map, 'trail', useMemo(() => trailOf(address.bus ? trail : undefined), [address.bus, trail]), edge)
}

function useBusFeed(map: MapLibreMap | null, edge: DatumEdge): void {
  const store = useLiveStore()
  const { t } = useTranslation()
  const words = useRef(t)
  const feed = useRef<BusFeed | null>(null)
  useEffect(() => {
    if (!map) return
    const source = map.getSource<GeoJSONSource>('buses')
    const made = new BusFeed({
      store,
      edge,
      write: (diff) => void source?.updateData(diff),
      ageOf: (iso) => age(words.current, iso, store.now()),
      smooth: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    })
    feed.current = made
    made.start()
    return () => made.stop()
  }, [map, edge, store])
  useEffect(() => {
    words.current = t
    feed.current?.everything()
  }, [t])
}

const CLICKABLE = ['bus-body', 'bus-nose', 'bus-plate']
const REACH_PX = 8

function useEvents(map: MapLibreMap | null, edge: DatumEdge, props: MapViewProps): void {
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    if (!map) return
    latest.current.onReady(map, edge)
    const busAt = (x: number, y: number) =>
      map.queryRenderedFeatures([[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]], { layers: CLICKABLE })[0]?.properties.id as string | undefined
    const click = map.on('click', (event) => latest.current.onBus(busAt(event.point.x, event.point.y) ?? null))
    const hover = map.on('mousemove', (event) => {
      map.getCanvas().style.cursor = busAt(event.point.x, event.point.y) ? 'pointer' : ''
    })
    const moved = map.on('moveend', () => {
      const { lng, lat } = map.getCenter()
      const [lonWgs, latWgs] = edge.back([lng, lat])
      latest.current.onMoved({ lat: latWgs, lon: lonWgs, zoom: map.getZoom() })
    })
    return () => {
      click.unsubscribe()
      hover.unsubscribe()
      moved.unsubscribe()
    }
  }, [map, edge])
}
