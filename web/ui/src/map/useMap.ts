// Makes the one MapLibre map of a page and gives it back when its style has loaded.
import { useEffect, useRef, useState } from 'react'
import { AttributionControl, Map as MapLibreMap, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { Config } from '../api/types'
import type { MapAddress } from '../lib/address'
import type { Tokens } from '../theme/tokens'
import type { DatumEdge } from './datum'
import { putImages } from './images'
import { MAP_FONT } from './layers/types'
import { styleOf } from './style'

setWorkerUrl(workerUrl)

interface Options {
  config: Config
  edge: DatumEdge
  at: MapAddress['at']
  tokens: Tokens
  onFailure: () => void
}

export function useMap(container: React.RefObject<HTMLDivElement | null>, options: Options): MapLibreMap | null {
  const [map, setMap] = useState<MapLibreMap | null>(null)
  const first = useRef(options) // where the map stands afterwards is the map's own affair
  useEffect(() => {
    const { config, edge, at, tokens, onFailure } = first.current
    if (!container.current) return
    const made = tryMap(container.current, config, edge, at, tokens)
    if (!made) return onFailure()
    const ready = () => {
      putImages(made, tokens)
      setMap(made)
      window.__schoolbus = { ...window.__schoolbus, map: made }
    }
    void made.once('style.load', ready)
    return () => {
      setMap(null)
      queueMicrotask(() => made.remove()) // after those who draw on it have taken their things away
    }
  }, [container])
  return map
}

function tryMap(container: HTMLElement, config: Config, edge: DatumEdge, at: MapAddress['at'], tokens: Tokens): MapLibreMap | null {
  const [lon, lat] = edge.out(at ? [at.lon, at.lat] : config.map.center)
  try {
    const map = new MapLibreMap({
      container,
      style: styleOf(tokens),
      center: [lon, lat],
      zoom: at?.zoom ?? config.map.zoom,
      minZoom: 7,
      maxZoom: 18.5,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 120,
      localIdeographFontFamily: MAP_FONT.join(','),
      canvasContextAttributes: { antialias: true },
    })
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    map.addControl(new NavigationControl({ showCompass: false }), 'bottom-left')
    map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-left')
    if (config.map.tiles) map.addControl(new AttributionControl({ compact: true }), 'bottom-left')
    return map
  } catch {
    return null
  }
}
