// Puts data into a source of the map whenever it changes, shifted to the datum that is drawn.
import { useEffect } from 'react'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import type { FeatureCollection } from 'geojson'
import type { DatumEdge } from './datum'

export function useSource(map: MapLibreMap | null, id: string, data: FeatureCollection | undefined, edge: DatumEdge): void {
  useEffect(() => {
    if (!map || !data) return
    void map.getSource<GeoJSONSource>(id)?.setData(edge.collection(data))
  }, [map, id, data, edge])
}
