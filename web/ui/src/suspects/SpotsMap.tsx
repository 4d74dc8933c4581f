// Where a plate was seen: a point for each place, larger where it was seen more often.
import { useEffect, useMemo, useRef, useState } from 'react'
import { LngLatBounds, type Map as MapLibreMap } from 'maplibre-gl'
import type { Feature } from 'geojson'
import { useTranslation } from 'react-i18next'
import { useBaseMap, useConfig, useSchools } from '../api/queries'
import type { Config } from '../api/types'
import type { Sighting } from '../api/suspects'
import { collection, schoolPoints } from '../map/collections'
import { datumEdge, type DatumEdge } from '../map/datum'
import { repaint } from '../map/style'
import { useMap } from '../map/useMap'
import { useSource } from '../map/useSource'
import { useTiles } from '../map/useTiles'
import { useMode } from '../theme/mode'
import { TOKENS } from '../theme/tokens'

interface Spot {
  at: [number, number]
  name: string
  count: number
}

export default function SpotsMap({ seen }: { seen: readonly Sighting[] }) {
  const { t } = useTranslation()
  const config = useConfig().data
  const [failed, setFailed] = useState(false)
  const spots = useMemo(() => spotsOf(seen), [seen])
  if (spots.length === 0) return <p className="sb-muted">{t('suspects.noPoints')}</p>
  return (
    <>
      {config && !failed && <Spots config={config} spots={spots} onFailure={() => setFailed(true)} />}
      {failed && <p className="sb-muted">{t('suspects.mapFailed')}</p>}
      <ul className="sb-plain sb-suspect-spots">
        {spots.map((one) => <li key={one.name + one.at.join()}>{t('suspects.spot', { name: one.name, count: one.count })}</li>)}
      </ul>
    </>
  )
}

function spotsOf(seen: readonly Sighting[]): Spot[] {
  const found = new Map<string, Spot>()
  for (const one of seen) {
    if (!one.point) continue
    const at = one.point.coordinates
    const key = at.map((degrees) => degrees.toFixed(4)).join()
    const spot = found.get(key)
    if (spot) spot.count += 1
    else found.set(key, { at, name: one.school ?? one.place ?? one.source_name ?? key, count: 1 })
  }
  return [...found.values()].sort((a, b) => b.count - a.count)
}

function Spots({ config, spots, onFailure }: { config: Config; spots: readonly Spot[]; onFailure: () => void }) {
  const { i18n } = useTranslation()
  const { mode } = useMode()
  const tokens = TOKENS[mode]
  const edge = useMemo(() => datumEdge(config.map.tiles?.datum ?? 'wgs84'), [config])
  const container = useRef<HTMLDivElement>(null)
  const map = useMap(container, { config, edge, at: null, tokens, onFailure })
  useTiles(map, config, mode)
  useEffect(() => {
    if (!map) return
    repaint(map, tokens)
    map.setPaintProperty('looked-point', 'circle-color', tokens.verdict.breach)
    map.setPaintProperty('looked-point', 'circle-opacity', 0.75)
    map.setPaintProperty('looked-point', 'circle-radius', ['interpolate', ['linear'], ['sqrt', ['get', 'count']], 1, 6, 8, 18])
  }, [map, tokens])
  useEffect(() => {
    map?.setGlobalStateProperty('language', i18n.language)
  }, [map, i18n.language])
  const schools = useSchools().data
  const none = useMemo(() => collection([]), [])
  useSource(map, 'base', useBaseMap().data, edge)
  useSource(map, 'schools', useMemo(() => schoolPoints(schools ?? [], none as never), [schools, none]), edge)
  useSource(map, 'looked-at', useMemo(() => collection(spots.map(pointOf)), [spots]), edge)
  useSight(map, edge, spots)
  return <div ref={container} className="sb-suspect-map" data-testid="spots-map" data-ready={map !== null} />
}

const pointOf = ({ at, name, count }: Spot): Feature => ({ type: 'Feature', properties: { name, count }, geometry: { type: 'Point', coordinates: at } })

/** All of them in sight. */
function useSight(map: MapLibreMap | null, edge: DatumEdge, spots: readonly Spot[]): void {
  useEffect(() => {
    if (!map) return
    const box = spots.reduce((all, { at }) => all.extend(edge.out(at)), new LngLatBounds())
    map.fitBounds(box, { padding: 60, maxZoom: 14.5, animate: false })
  }, [map, edge, spots])
}
