// Tiles, when the service names a source: raster tiles of any datum, or a PMTiles file for closed networks.
import { addProtocol, type Map as MapLibreMap } from 'maplibre-gl'
import type { Config } from '../../api/types'
import type { Tokens } from '../../theme/tokens'

const VECTOR_WATER = new Set(['water', 'ocean'])
const VECTOR_ROADS = new Set(['roads', 'transportation'])

/** Puts the tiles under everything else. */
export async function addTiles(map: MapLibreMap, config: Config['map'], tokens: Tokens, under: string): Promise<string[]> {
  if (config.tiles) {
    map.addSource('tiles', {
      type: 'raster', tiles: hostsOf(absolute(config.tiles.url)), tileSize: 256, attribution: config.tiles.attribution,
    })
    map.addLayer({ id: 'tiles', type: 'raster', source: 'tiles', paint: { 'raster-saturation': -0.6, 'raster-opacity': 0.85 } }, under)
    return ['tiles']
  }
  if (config.pmtiles) return addPmtiles(map, config.pmtiles, tokens, under)
  return []
}

async function addPmtiles(map: MapLibreMap, url: string, tokens: Tokens, under: string): Promise<string[]> {
  const { PMTiles, Protocol, TileType } = await import('pmtiles')
  const file = new PMTiles(absolute(url))
  const protocol = new Protocol()
  protocol.add(file)
  addProtocol('pmtiles', protocol.tile)
  const header = await file.getHeader()
  const source = `pmtiles://${absolute(url)}`
  if (header.tileType !== TileType.Mvt) {
    map.addSource('tiles', { type: 'raster', url: source, tileSize: 256 })
    map.addLayer({ id: 'tiles', type: 'raster', source: 'tiles', paint: { 'raster-saturation': -0.6 } }, under)
    return ['tiles']
  }
  map.addSource('tiles', { type: 'vector', url: source })
  const held = ((await file.getMetadata()) as { vector_layers?: { id: string }[] }).vector_layers?.map((layer) => layer.id) ?? []
  const ids: string[] = []
  for (const name of held.filter((id) => VECTOR_WATER.has(id))) {
    map.addLayer({ id: `tiles-${name}`, type: 'fill', source: 'tiles', 'source-layer': name, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': tokens.map.water } }, under)
    ids.push(`tiles-${name}`)
  }
  for (const name of held.filter((id) => VECTOR_ROADS.has(id))) {
    map.addLayer({ id: `tiles-${name}`, type: 'line', source: 'tiles', 'source-layer': name, paint: { 'line-color': tokens.map.road, 'line-width': 1.4 } }, under)
    ids.push(`tiles-${name}`)
  }
  return ids
}

/** One address for each host a template stands for: `t{0-7}` and `{s}` (a, b, c), which MapLibre itself does not know. */
export function hostsOf(url: string): string[] {
  const range = /\{(\d)-(\d)\}/.exec(url)
  if (range) {
    const [whole, first, last] = [range[0], Number(range[1]), Number(range[2])]
    return Array.from({ length: last - first + 1 }, (_, i) => url.replace(whole, String(first + i)))
  }
  return url.includes('{s}') ? ['a', 'b', 'c'].map((host) => url.replace('{s}', host)) : [url]
}

/** An address of our own server may be relative; MapLibre wants it whole. The braces of a template stay. */
const absolute = (url: string): string => (url.startsWith('/') ? location.origin + url : url)
