// Flies the map to what was chosen, leaving the chosen place beside the panel that covers part of the map.
import { useCallback, useEffect, useRef } from 'react'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Finding } from '../api/types'
import type { MapAddress } from '../lib/address'
import type { DatumEdge } from './datum'

const CLOSE_ENOUGH_ZOOM = 14
/** Half of what the floating panel covers; CSS pixels. */
const BESIDE_PANEL_PX = 200
const ABOVE_SHEET_PX = 170

interface Options {
  address: MapAddress
  finding: Finding | undefined
  busAt: (id: string) => [number, number] | null
  phone: boolean
}

export function useFlight({ address, finding, busAt, phone }: Options) {
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
  const onReady = useCallback((map: MapLibreMap, edge: DatumEdge) => {
    flown.current = { map, edge }
  }, [])
  return { fly, onReady }
}
