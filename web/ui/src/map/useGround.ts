// A map on which something is drawn: made in its container, with the tiles of the settings, in the theme and the language of the page.
import { useEffect, useMemo, useRef } from 'react'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { useTranslation } from 'react-i18next'
import type { Config } from '../api/types'
import { useMode } from '../theme/mode'
import { TOKENS, type Tokens } from '../theme/tokens'
import { datumEdge, type DatumEdge } from './datum'
import { putImages } from './images'
import { repaint } from './style'
import { useMap } from './useMap'
import { useTiles } from './useTiles'

export interface Ground {
  container: React.RefObject<HTMLDivElement | null>
  map: MapLibreMap | null
  edge: DatumEdge
  tokens: Tokens
  /** The layers of the tiles; none where there are no tiles. */
  tiles: readonly string[]
}

export function useGround(config: Config, onFailure: () => void): Ground {
  const { i18n } = useTranslation()
  const { mode } = useMode()
  const tokens = TOKENS[mode]
  const edge = useMemo(() => datumEdge(config.map.tiles?.datum ?? 'wgs84'), [config])
  const container = useRef<HTMLDivElement>(null)
  const map = useMap(container, { config, edge, at: null, tokens, onFailure })
  const tiles = useTiles(map, config, mode)
  useEffect(() => {
    if (!map) return
    putImages(map, tokens)
    repaint(map, tokens)
  }, [map, tokens])
  useEffect(() => {
    map?.setGlobalStateProperty('language', i18n.language)
  }, [map, i18n.language])
  return { container, map, edge, tokens, tiles }
}
