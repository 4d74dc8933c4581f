// Puts the tiles of the settings under the map once; their layers' ids, none where there are no tiles.
import { useEffect, useRef, useState } from 'react'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Config } from '../api/types'
import { TOKENS } from '../theme/tokens'
import { addTiles } from './layers/tiles'
import { GROUND_TOP } from './style'

export function useTiles(map: MapLibreMap | null, config: Config, mode: keyof typeof TOKENS): readonly string[] {
  const [ids, setIds] = useState<readonly string[]>([])
  const first = useRef(mode)
  useEffect(() => {
    if (!map) return
    addTiles(map, config.map, TOKENS[first.current], GROUND_TOP).then(setIds, () => setIds([])) // the bundled base stays
  }, [map, config])
  return ids
}
