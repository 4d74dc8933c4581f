// The map that a line is drawn on: roads, schools and risk segments around it; its path being drawn, or its stops being set.
import { useEffect, useMemo, useRef } from 'react'
import { LngLatBounds, type Map as MapLibreMap } from 'maplibre-gl'
import type { Feature, FeatureCollection, Position } from 'geojson'
import { useBaseMap, usePlaces, useSchools } from '../api/queries'
import type { Config } from '../api/types'
import { collection, schoolPoints, withRings } from '../map/collections'
import type { DatumEdge } from '../map/datum'
import { useGround } from '../map/useGround'
import { useSource } from '../map/useSource'
import type { Drawn } from '../places/draw/drawing'
import { Toolbar } from '../places/draw/Toolbar'
import { useDrawing, type DrawingAsked } from '../places/draw/useDrawing'
import type { LineDraft } from './edit'

interface Props {
  config: Config
  draft: LineDraft
  /** The path is drawn; otherwise a click sets a stop. */
  drawing: DrawingAsked | null
  /** Changes when what is drawn came from elsewhere and is to be brought into sight. */
  shown: number
  onDrawn: (drawn: Drawn | null) => void
  onAt: (at: Position) => void
  onFailure: () => void
}

const SHAPES = ['linestring'] as const

export function LineMap(props: Props) {
  const { config, drawing } = props
  const { container, map, edge, tokens } = useGround(config, props.onFailure)
  const tools = useDrawing(map, edge, tokens.primary, drawing, props.onDrawn)
  useContent(map, edge, props)
  useClicks(map, edge, props)
  useSight(map, edge, props)
  return (
    <>
      <div ref={container} className="sb-map" data-testid="map" data-ready={map !== null} />
      {drawing && <Toolbar tools={tools} shapes={SHAPES} />}
    </>
  )
}

function useContent(map: MapLibreMap | null, edge: DatumEdge, { draft, drawing }: Props): void {
  const base = useBaseMap().data
  const schools = useSchools().data
  const places = usePlaces().data
  const isDrawn = drawing !== null
  const { path, stops } = draft
  const looked = useMemo<FeatureCollection>(() => {
    const way: Feature[] = path && !isDrawn ? [{ type: 'Feature', geometry: path, properties: {} }] : []
    return collection([...way, ...stops.map(({ at }): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: {} }))])
  }, [path, stops, isDrawn])
  const named = useMemo<FeatureCollection>(
    () => collection(stops.map(({ at, name }, i): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: { name: `${i + 1} ${name}` } }))),
    [stops],
  )
  useSource(map, 'base', base, edge)
  useSource(map, 'places', useMemo(() => (places ? withRings(places) : undefined), [places]), edge)
  useSource(map, 'schools', useMemo(() => schoolPoints(schools ?? [], places), [schools, places]), edge)
  useSource(map, 'looked-at', looked, edge)
  useSource(map, 'stops', named, edge)
}

function useClicks(map: MapLibreMap | null, edge: DatumEdge, { drawing, onAt }: Props): void {
  const latest = useRef({ drawing, onAt })
  useEffect(() => {
    latest.current = { drawing, onAt }
  })
  useEffect(() => {
    if (!map) return
    const click = map.on('click', ({ lngLat }) => {
      if (!latest.current.drawing) latest.current.onAt(edge.back([lngLat.lng, lngLat.lat]))
    })
    return () => click.unsubscribe()
  }, [map, edge])
}

/** What came from a file, a track or another line comes into sight. */
function useSight(map: MapLibreMap | null, edge: DatumEdge, { draft, shown }: Props): void {
  const latest = useRef(draft)
  useEffect(() => {
    latest.current = draft
  })
  useEffect(() => {
    const { path } = latest.current
    if (!map || !path || shown === 0) return
    const bounds = path.coordinates.reduce((box, at) => box.extend(edge.out(at)), new LngLatBounds())
    map.fitBounds(bounds, { padding: 80, maxZoom: 16, duration: 700 })
  }, [map, edge, shown])
}
