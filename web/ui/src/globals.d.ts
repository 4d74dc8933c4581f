// What the page puts on window for the browser tests: the map and the live store, for reading only.
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LiveStore } from './live/store'

declare global {
  interface Window {
    __schoolbus?: { map?: MapLibreMap; store?: LiveStore }
  }
}
