// A small map on which the place is marked with a tap. It is loaded only when somebody wants it.
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeatureCollection } from 'geojson'
import { useBaseMap } from '../../api/queries'
import type { Config } from '../../api/types'
import { datumEdge } from '../../map/datum'
import { useMap } from '../../map/useMap'
import { useSource } from '../../map/useSource'
import { useTiles } from '../../map/useTiles'
import { useMode } from '../../theme/mode'
import { TOKENS } from '../../theme/tokens'

interface Props {
  config: Config
  point: [number, number] | null
  onPoint: (point: [number, number]) => void
  onFailure: () => void
}

const NEAR_ZOOM = 15
const DECIMALS = 6

export default function PlaceMap({ config, point, onPoint, onFailure }: Props) {
  const { t, i18n } = useTranslation()
  const { mode } = useMode()
  // a closed network's tile file is for who is logged in; the bundled base is for everybody
  const open = useMemo<Config>(() => ({ ...config, map: { ...config.map, pmtiles: null } }), [config])
  const edge = useMemo(() => datumEdge(config.map.tiles?.datum ?? 'wgs84'), [config])
  const container = useRef<HTMLDivElement>(null)
  const at = point ? { lon: point[0], lat: point[1], zoom: NEAR_ZOOM } : null
  const map = useMap(container, { config: open, edge, at, tokens: TOKENS[mode], onFailure })
  useTiles(map, open, mode)
  useSource(map, 'base', useBaseMap().data, edge)
  useSource(map, 'finding', useMemo(() => pinAt(point), [point]), edge)
  useEffect(() => {
    map?.setGlobalStateProperty('language', i18n.language)
  }, [map, i18n.language])
  useEffect(() => {
    if (!map || !point) return
    const [lon, lat] = edge.out(point)
    if (!map.getBounds().contains([lon, lat])) map.jumpTo({ center: [lon, lat], zoom: NEAR_ZOOM })
  }, [map, edge, point])
  const latest = useRef(onPoint)
  useEffect(() => {
    latest.current = onPoint
  })
  useEffect(() => {
    if (!map) return
    const tap = map.on('click', ({ lngLat }) => {
      const [lon, lat] = edge.back([lngLat.lng, lngLat.lat])
      latest.current([Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))])
    })
    return () => tap.unsubscribe()
  }, [map, edge])
  return <div ref={container} className="sb-report-map" role="application" aria-label={t('report.mapLabel')} data-testid="report-map" data-ready={map !== null} />
}

const pinAt = (point: [number, number] | null): FeatureCollection => ({
  type: 'FeatureCollection',
  features: point ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: point } }] : [],
})
