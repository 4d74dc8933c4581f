// What the page puts on window for the browser tests: the map and the live store, for reading only; what a test may switch on.
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LiveStore } from './live/store'
import type { Player } from './playback/player'

declare global {
  interface Window {
    /** `measuring`: every frame of a replay and every piece of a live update leaves a `performance.measure`. */
    __schoolbus?: { map?: MapLibreMap; store?: LiveStore; player?: Player; measuring?: boolean }
  }
}
