// The map that places are drawn on: all of them in sight, the chosen one strong, one shape being drawn.
import { useEffect, useMemo, useRef } from 'react'
import { LngLatBounds, type Map as MapLibreMap } from 'maplibre-gl'
import type { Feature, FeatureCollection } from 'geojson'
import { useDeclared } from '../api/places'
import type { PlaceFeature } from '../api/placeTypes'
import { useBaseMap, useSchools } from '../api/queries'
import type { Config, Places } from '../api/types'
import { collection, declaredAreas, schoolPoints, withRings } from '../map/collections'
import type { DatumEdge } from '../map/datum'
import { useGround } from '../map/useGround'
import { useSource } from '../map/useSource'
import type { Drawn } from './draw/drawing'
import { pathsOf } from './draw/snap'
import { Toolbar } from './draw/Toolbar'
import { useDrawing, type DrawingAsked } from './draw/useDrawing'

interface Props {
  config: Config
  places: PlaceFeature[]
  chosen: PlaceFeature | null
  lookedAt: Feature[]
  drawing: DrawingAsked | null
  onDrawn: (drawn: Drawn | null) => void
  onPick: (id: string) => void
  onFailure: () => void
}

const REACH_PX = 5
const CLICKABLE = ['risk-fill', 'risk-way', 'section-way', 'zone-fill', 'zone-line', 'school']
const SHOWN_M_ZOOM = 16

export function PlacesMap(props: Props) {
  const { config, chosen, drawing } = props
  const { container, map, edge, tokens } = useGround(config, props.onFailure)
  const tools = useDrawing(map, edge, tokens.primary, drawing, props.onDrawn)
  useContent(map, edge, props)
  usePicking(map, drawing !== null, props.onPick)
  useFlightTo(map, edge, chosen)

  return (
    <>
      <div ref={container} className="sb-map" data-testid="places-map" data-ready={map !== null} />
      {drawing && <Toolbar tools={tools} shapes={drawing.shapes} />}
    </>
  )
}

function useContent(map: MapLibreMap | null, edge: DatumEdge, { places, chosen, lookedAt, drawing }: Props): void {
  const base = useBaseMap().data
  const schools = useSchools().data
  const conditions = useDeclared('conditions', 'current').data
  const drawn = useMemo(() => collection(places), [places])
  // what is being moved is drawn by the drawing itself
  const strong = useMemo(() => (chosen && !drawing ? withRings(collection([chosen])) : collection([])), [chosen, drawing])
  useSource(map, 'base', base, edge)
  useSource(map, 'places', useMemo(() => withRings(drawn), [drawn]), edge)
  useSource(map, 'schools', useMemo(() => schoolPoints(schools ?? [], drawn as Places), [schools, drawn]), edge)
  useSource(map, 'declared', useMemo(() => declaredAreas(conditions ?? []), [conditions]), edge)
  useSource(map, 'chosen-place', strong, edge)
  useSource(map, 'looked-at', useMemo<FeatureCollection>(() => collection(lookedAt), [lookedAt]), edge)
}

function usePicking(map: MapLibreMap | null, busy: boolean, onPick: Props['onPick']): void {
  const latest = useRef({ busy, onPick })
  useEffect(() => {
    latest.current = { busy, onPick }
  })
  useEffect(() => {
    if (!map) return
    const placeAt = (x: number, y: number) =>
      map.queryRenderedFeatures([[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]], { layers: CLICKABLE })
        .find((one) => one.source === 'places' && one.properties.kind !== 'district')?.properties.id as string | undefined
    const click = map.on('click', ({ point }) => {
      const id = latest.current.busy ? undefined : placeAt(point.x, point.y)
      if (id) latest.current.onPick(id)
    })
    const hover = map.on('mousemove', ({ point }) => {
      if (!latest.current.busy) map.getCanvas().style.cursor = placeAt(point.x, point.y) ? 'pointer' : ''
    })
    return () => {
      click.unsubscribe()
      hover.unsubscribe()
    }
  }, [map])
}

/** What is chosen comes into sight. */
function useFlightTo(map: MapLibreMap | null, edge: DatumEdge, chosen: PlaceFeature | null): void {
  const latest = useRef(chosen)
  useEffect(() => {
    latest.current = chosen
  })
  const id = chosen?.properties.key
  useEffect(() => {
    const place = latest.current
    if (!map || !place || id === undefined) return
    const corners = place.geometry.type === 'Point' ? [place.geometry.coordinates] : pathsOf(place.geometry).flat()
    const bounds = corners.reduce((box, at) => box.extend(edge.out(at)), new LngLatBounds())
    if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 120, maxZoom: SHOWN_M_ZOOM, duration: 700 })
  }, [map, edge, id])
}
