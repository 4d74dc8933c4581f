// Every picture that the map's layers name, drawn at start and drawn again when the colours change.
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Tokens } from '../theme/tokens'
import { drawHatch, drawNose, drawState, imageData } from './icons'
import { drawLimit, drawPin, drawSchool } from './marks'
import { SHOWN_STATES, STATE_STYLES } from './states'

const RATIO = 2

export function putImages(map: MapLibreMap, tokens: Tokens): void {
  const put = (id: string, canvas: HTMLCanvasElement) => {
    const data = imageData(canvas)
    if (map.hasImage(id)) map.updateImage(id, data)
    else map.addImage(id, data, { pixelRatio: RATIO })
  }
  for (const state of SHOWN_STATES) {
    put(`bus-${state}`, drawState(state, tokens.verdict, RATIO))
    if (STATE_STYLES[state].heading) put(`nose-${state}`, drawNose(state, tokens.verdict, RATIO))
  }
  put('hatch-risk', drawHatch(tokens.map.risk))
  put('school', drawSchool(tokens.map.zone, tokens.verdict.halo))
  put('pin', drawPin(tokens.verdict.breach, tokens.verdict.halo))
  put('limit', drawLimit(tokens.map.section, tokens.surface))
}
