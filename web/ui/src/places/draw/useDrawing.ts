// The drawing of a map while something is drawn: made when it begins, gone when it is over.
import { useEffect, useRef, useState } from 'react'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { HexColor } from 'terra-draw'
import type { DatumEdge } from '../../map/datum'
import { Drawing, type Drawn, type DrawingState, type Shape } from './drawing'

/** `key` names the work: another one is drawn anew. */
export interface DrawingAsked {
  key: string
  shapes: readonly Shape[]
  from: Drawn | null
}

export interface Tools {
  state: DrawingState
  begin: (shape: Shape) => void
  undo: () => void
  redo: () => void
}

const IDLE: DrawingState = { tool: 'select', canUndo: false, canRedo: false }

export function useDrawing(
  map: MapLibreMap | null, edge: DatumEdge, colour: string, asked: DrawingAsked | null, onDrawn: (drawn: Drawn | null) => void,
): Tools {
  const drawing = useRef<Drawing | null>(null)
  const [state, setState] = useState(IDLE)
  const latest = useRef({ asked, onDrawn, colour })
  useEffect(() => {
    latest.current = { asked, onDrawn, colour }
  })
  const key = asked?.key
  useEffect(() => {
    const work = latest.current.asked
    if (!map || key === undefined || !work) return
    const made = new Drawing({
      map, edge, colour: latest.current.colour as HexColor, onDrawn: (drawn) => latest.current.onDrawn(drawn), onState: setState,
    })
    drawing.current = made
    const [first] = work.shapes
    if (!(work.from && made.load(work.from)) && first && !work.from) made.begin(first)
    return () => {
      drawing.current = null
      made.stop()
      setState(IDLE)
    }
  }, [map, edge, key])
  return {
    state,
    begin: (shape) => drawing.current?.begin(shape),
    undo: () => drawing.current?.undo(),
    redo: () => drawing.current?.redo(),
  }
}
