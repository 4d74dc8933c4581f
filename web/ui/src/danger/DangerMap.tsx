// The map of dangerous segments: the usual ground and places, each segment in the colour of its rate, the chosen one with its events.
import { useEffect, useMemo, useRef } from 'react'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import { LngLatBounds } from 'maplibre-gl'
import { useTranslation } from 'react-i18next'
import type { DangerEvent, Segment } from '../api/danger'
import { useBaseMap, usePlaces, useSchools } from '../api/queries'
import type { Config } from '../api/types'
import { HIDDEN_AT_FIRST } from '../lib/address'
import { collection, schoolPoints, withRings } from '../map/collections'
import type { DatumEdge } from '../map/datum'
import { showGroups } from '../map/style'
import { useGround } from '../map/useGround'
import { useSource } from '../map/useSource'
import { addDangerLayers, CLICKABLE, EVENTS, middles, POINTS, SOURCE, ways } from './layers'

interface Props {
  config: Config
  segments: readonly Segment[]
  open: Segment | null
  events: readonly DangerEvent[]
  onPick: (id: string) => void
  onFailure: () => void
}

const SHOWN_ZOOM = 14.3
const REACH_PX = 5

export function DangerMap(props: Props) {
  const { config, segments, open, events } = props
  const { t } = useTranslation()
  const { container, map, edge, tokens, tiles } = useGround(config, props.onFailure)
  useEffect(() => {
    if (map) addDangerLayers(map, tokens)
  }, [map, tokens])
  useEffect(() => {
    if (map) showGroups(map, HIDDEN_AT_FIRST, tiles, tokens)
  }, [map, tiles, tokens])

  const places = usePlaces().data
  const schools = useSchools().data
  useSource(map, 'base', useBaseMap().data, edge)
  useSource(map, 'places', useMemo(() => (places ? withRings(places) : undefined), [places]), edge)
  useSource(map, 'schools', useMemo(() => schoolPoints(schools ?? [], places), [schools, places]), edge)
  useOwn(map, edge, SOURCE, useMemo(() => ways(segments, open?.id ?? null), [segments, open]))
  useOwn(map, edge, POINTS, useMemo(() => middles(segments, open?.id ?? null), [segments, open]))
  useOwn(map, edge, EVENTS, useMemo(() => collection(events.map((one) => ({ type: 'Feature', geometry: one.point, properties: { kind: one.kind } }))), [events]))
  usePicking(map, props.onPick)
  useSight(map, edge, segments, open)

  return (
    <>
      <div ref={container} className="sb-map" data-testid="danger-map" data-ready={map !== null} aria-label={t('danger.map')} />
      {segments.length > 0 && (
        <p className="sb-danger-heat" aria-hidden>
          {t('danger.heat.title')} <span>{t('danger.heat.low')}</span><i /><span>{t('danger.heat.high')}</span>
        </p>
      )}
    </>
  )
}

/** As `useSource`, of the sources that this page adds itself. */
function useOwn(map: MapLibreMap | null, edge: DatumEdge, id: string, data: GeoJSON.FeatureCollection): void {
  useEffect(() => {
    void map?.getSource<GeoJSONSource>(id)?.setData(edge.collection(data))
  }, [map, edge, id, data])
}

function usePicking(map: MapLibreMap | null, onPick: Props['onPick']): void {
  const latest = useRef(onPick)
  useEffect(() => {
    latest.current = onPick
  })
  useEffect(() => {
    if (!map) return
    const at = (x: number, y: number) => {
      const layers = CLICKABLE.filter((id) => map.getLayer(id))
      return map.queryRenderedFeatures([[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]], { layers })[0]?.properties.id as string | undefined
    }
    const click = map.on('click', ({ point }) => {
      const id = at(point.x, point.y)
      if (id) latest.current(id)
    })
    const hover = map.on('mousemove', ({ point }) => {
      map.getCanvas().style.cursor = at(point.x, point.y) ? 'pointer' : ''
    })
    return () => {
      click.unsubscribe()
      hover.unsubscribe()
    }
  }, [map])
}

/** All segments at first; then the chosen one. */
function useSight(map: MapLibreMap | null, edge: DatumEdge, segments: readonly Segment[], open: Segment | null): void {
  const seen = useRef(false)
  const id = open?.id
  const latest = useRef(segments)
  useEffect(() => {
    latest.current = segments
  })
  const some = segments.length > 0
  useEffect(() => {
    if (!map || !some) return
    const all = latest.current
    const one = all.find((each) => each.id === id)
    if (!one && seen.current) return
    const first = !seen.current
    seen.current = true
    const bounds = (one ? [one] : all).flatMap((each) => each.geometry.coordinates).reduce((box, place) => box.extend(edge.out(place)), new LngLatBounds())
    if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 90, maxZoom: one ? SHOWN_ZOOM : 14, ...(first ? { animate: false } : { duration: 700 }) })
  }, [map, edge, id, some])
}
