// Flies the map to what was chosen, leaving the chosen place beside the panel that covers part of the map.
import { useCallback, useEffect, useRef, useState } from 'react'
import { LngLatBounds, type Map as MapLibreMap } from 'maplibre-gl'
import type { Finding, LineDetail } from '../api/types'
import type { MapAddress } from '../lib/address'
import type { DatumEdge } from './datum'

const CLOSE_ENOUGH_ZOOM = 14
/** Half of what the floating panel covers; CSS pixels. */
const BESIDE_PANEL_PX = 200
const ABOVE_SHEET_PX = 170

interface Options {
  address: MapAddress
  finding: Finding | undefined
  line: LineDetail | undefined
  busAt: (id: string) => [number, number] | null
  phone: boolean
}

export function useFlight({ address, finding, line, busAt, phone }: Options) {
  const [, setReady] = useState<MapLibreMap | null>(null)
  const flown = useRef<{ map: MapLibreMap; edge: DatumEdge } | null>(null)
  const fly = useCallback(
    (at: [number, number]) => {
      if (!flown.current) return
      const { map, edge } = flown.current
      map.flyTo({
        center: edge.out(at),
        zoom: Math.max(map.getZoom(), CLOSE_ENOUGH_ZOOM),
        offset: phone ? [0, -ABOVE_SHEET_PX] : [-BESIDE_PANEL_PX, 0],
        duration: 900,
      })
    },
    [phone],
  )
  // A link that names a bus or a finding but no place: go there once, when it is known.
  const wanted = useRef(address.at === null && (address.bus !== null || address.finding !== null))
  const flyOnce = useCallback(
    (at: [number, number] | null) => {
      if (!wanted.current || !at || !flown.current) return
      wanted.current = false
      fly(at)
    },
    [fly],
  )
  useEffect(() => {
    if (!wanted.current) return
    const point = finding?.point?.coordinates
    flyOnce(point ? [point[0] ?? 0, point[1] ?? 0] : address.bus ? busAt(address.bus) : null)
  })
  // A line that was chosen is shown whole, once its path is known.
  const shownLine = useRef(address.at === null ? null : address.line)
  useEffect(() => {
    if (!address.line) shownLine.current = null
    if (!flown.current || !line?.path || line.id !== address.line || shownLine.current === line.id) return
    shownLine.current = line.id
    const { map, edge } = flown.current
    const bounds = line.path.coordinates.reduce((box, at) => box.extend(edge.out(at)), new LngLatBounds())
    map.fitBounds(bounds, { padding: phone ? { top: 110, bottom: 90, left: 30, right: 30 } : { top: 90, bottom: 60, left: 200, right: 60 }, duration: 900 })
  })
  const onReady = useCallback((map: MapLibreMap, edge: DatumEdge) => {
    flown.current = { map, edge }
    setReady(map) // what is already known is flown to now
  }, [])
  return { fly, onReady }
}
