// One shape drawn on a map: begun anew or from what is there, with snapping to the places around it, undo and redo.
import type { Geometry, Position } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import {
  TerraDraw, TerraDrawCircleMode, TerraDrawLineStringMode, TerraDrawModeUndoRedo, TerraDrawPolygonMode, TerraDrawSelectMode,
  TerraDrawSessionUndoRedo, TerraDrawUndoRedoKeyboardShortcuts, ValidateNotSelfIntersecting,
  type GeoJSONStoreFeatures, type HexColor, type TerraDrawMouseEvent,
} from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import type { DatumEdge } from '../../map/datum'
import { circleOf, ringOf } from '../../map/circle'
import { nearestCorner } from './snap'

export type Shape = 'polygon' | 'linestring' | 'circle'

/** What was drawn, in WGS-84; a circle is a point with a radius. */
export interface Drawn {
  geometry: Geometry
  radius_m: number | null
}

export interface DrawingState {
  tool: Shape | 'select'
  canUndo: boolean
  canRedo: boolean
}

interface Options {
  map: MapLibreMap
  edge: DatumEdge
  colour: HexColor
  onDrawn: (drawn: Drawn | null) => void
  onState: (state: DrawingState) => void
}

const DECIMALS = 9
const rounded = (at: Position): Position => at.slice(0, 2).map((value) => Number(value.toFixed(DECIMALS)))

export class Drawing {
  private readonly draw: TerraDraw
  private readonly options: Options

  constructor(options: Options) {
    this.options = options
    const { map, colour } = options
    const toCustom = (event: TerraDrawMouseEvent) => nearestCorner(map, event.containerX, event.containerY)
    const snapping = { toCoordinate: true, toCustom }
    const lines = { fillColor: colour, fillOpacity: 0.18, outlineColor: colour, outlineWidth: 2 }
    const corners = { draggable: true, midpoints: true, deletable: true, snappable: { toCustom } }
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: DECIMALS }),
      modes: [
        new TerraDrawPolygonMode({ snapping, styles: lines, validation: (feature, { updateType }) => (updateType === 'finish' ? ValidateNotSelfIntersecting(feature) : { valid: true }) }),
        new TerraDrawLineStringMode({ snapping, styles: { lineStringColor: colour, lineStringWidth: 3 } }),
        new TerraDrawCircleMode({ styles: lines }),
        new TerraDrawSelectMode({
          allowManualDeselection: false,
          flags: {
            polygon: { feature: { draggable: true, coordinates: corners } },
            linestring: { feature: { draggable: true, coordinates: corners } },
            circle: { feature: { draggable: true, coordinates: { resizable: 'center-fixed' } } },
          },
          styles: {
            selectedPolygonColor: colour, selectedPolygonFillOpacity: 0.18, selectedPolygonOutlineColor: colour, selectedPolygonOutlineWidth: 2.5,
            selectedLineStringColor: colour, selectedLineStringWidth: 4, selectionPointColor: colour, midPointColor: colour,
          },
        }),
      ],
      undoRedo: {
        modeLevel: new TerraDrawModeUndoRedo(), sessionLevel: new TerraDrawSessionUndoRedo(), keyboardShortcuts: new TerraDrawUndoRedoKeyboardShortcuts(),
      },
    })
    this.draw.on('finish', (id, { action }) => {
      if (action === 'draw') this.keep(id)
      this.tell()
    })
    this.draw.on('change', (_ids, _type, context) => {
      if (!context || !('origin' in context)) this.state()
    })
    this.draw.on('history', () => this.tell())
    this.draw.start()
  }

  /** Begin a shape anew; what was there is taken away. */
  begin(shape: Shape): void {
    this.draw.setMode('select')
    this.draw.clear()
    this.draw.clearUndoRedoHistory()
    this.draw.setMode(shape)
    this.tell()
  }

  /** Take up what is there, to be moved; false for what can only be drawn anew (several parts, holes). */
  load({ geometry, radius_m }: Drawn): boolean {
    this.draw.setMode('select')
    this.draw.clear()
    const feature = this.featureOf(geometry, radius_m)
    if (!feature || !this.draw.addFeatures([feature]).every((one) => one.valid)) return false
    this.draw.clearUndoRedoHistory()
    const [loaded] = this.shapes()
    if (loaded?.id !== undefined) this.draw.selectFeature(loaded.id)
    this.state()
    return true
  }

  undo(): void {
    this.draw.undo()
    this.tell()
  }

  redo(): void {
    this.draw.redo()
    this.tell()
  }

  stop(): void {
    this.draw.stop()
  }

  private featureOf(geometry: Geometry, radius_m: number | null): GeoJSONStoreFeatures | null {
    const moved = this.options.edge.geometry(geometry)
    if (moved.type === 'Point' && radius_m !== null) {
      return { type: 'Feature', geometry: ringOf(moved.coordinates, radius_m), properties: { mode: 'circle', radiusKilometers: radius_m / 1000 } }
    }
    if (moved.type === 'LineString') {
      return { type: 'Feature', geometry: { type: 'LineString', coordinates: moved.coordinates.map(rounded) }, properties: { mode: 'linestring' } }
    }
    const [ring, ...holes] = moved.type === 'Polygon' ? moved.coordinates : []
    if (!ring || holes.length > 0) return null
    return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring.map(rounded)] }, properties: { mode: 'polygon' } }
  }

  /** The finished shapes, without the handles that the library draws beside them. */
  private shapes(): GeoJSONStoreFeatures[] {
    return this.draw.getSnapshot().filter(({ geometry, properties }) => geometry.type !== 'Point' && properties.currentlyDrawing !== true)
  }

  private keep(id: string | number): void {
    const others = this.shapes().flatMap((one) => (one.id !== undefined && one.id !== id ? [one.id] : []))
    if (others.length > 0) this.draw.removeFeatures(others)
    this.draw.setMode('select')
    this.draw.selectFeature(id)
  }

  private tell(): void {
    const [shape] = this.shapes()
    this.options.onDrawn(shape ? this.drawnOf(shape) : null)
    this.state()
  }

  private state(): void {
    this.options.onState({ tool: this.draw.getMode() as DrawingState['tool'], canUndo: this.draw.canUndo(), canRedo: this.draw.canRedo() })
  }

  private drawnOf({ geometry, properties }: GeoJSONStoreFeatures): Drawn {
    const { back } = this.options.edge
    if (geometry.type === 'Polygon' && properties.mode === 'circle') {
      const { middle, radius_m } = circleOf(geometry)
      return { geometry: { type: 'Point', coordinates: back(middle) }, radius_m: Math.round(radius_m) }
    }
    if (geometry.type === 'LineString') return { geometry: { ...geometry, coordinates: geometry.coordinates.map((at) => back(at)) }, radius_m: null }
    return { geometry: { type: 'Polygon', coordinates: (geometry.coordinates as Position[][]).map((ring) => ring.map((at) => back(at))) }, radius_m: null }
  }
}
