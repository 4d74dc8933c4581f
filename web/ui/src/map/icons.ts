// Draws the bus of each state on a canvas: for the map's images, the legend and the lists alike.
import type { VerdictColours } from '../theme/tokens'
import { STATE_STYLES, type ShownState } from './states'

type Draw = (g: CanvasRenderingContext2D, r: number, c: VerdictColours, colour: string) => void

const disc = (g: CanvasRenderingContext2D, r: number) => {
  g.beginPath()
  g.arc(0, 0, r, 0, Math.PI * 2)
}
const roundSquare = (g: CanvasRenderingContext2D, r: number, corner: number) => {
  g.beginPath()
  g.roundRect(-r, -r, 2 * r, 2 * r, corner)
}
const diamond = (g: CanvasRenderingContext2D, r: number) => {
  g.beginPath()
  g.moveTo(0, -r)
  g.lineTo(r, 0)
  g.lineTo(0, r)
  g.lineTo(-r, 0)
  g.closePath()
}
const stroke = (g: CanvasRenderingContext2D, colour: string, width: number) => {
  g.strokeStyle = colour
  g.lineWidth = width
  g.stroke()
}
const fill = (g: CanvasRenderingContext2D, colour: string) => {
  g.fillStyle = colour
  g.fill()
}

const SHAPES: Record<(typeof STATE_STYLES)[ShownState]['shape'], Draw> = {
  disc(g, r, c, colour) {
    disc(g, r * 0.68)
    fill(g, colour)
    stroke(g, c.halo, 2.2)
  },
  square(g, r, c, colour) {
    roundSquare(g, r * 0.66, r * 0.2)
    fill(g, colour)
    stroke(g, c.halo, 2.2)
    g.lineCap = 'round'
    g.beginPath() // the hands of a clock
    g.moveTo(0, -r * 0.36)
    g.lineTo(0, r * 0.04)
    g.lineTo(r * 0.27, r * 0.22)
    stroke(g, '#2b1b00', r * 0.16)
  },
  'ringed-disc'(g, r, c, colour) {
    disc(g, r * 0.84)
    stroke(g, c.halo, 4.5)
    stroke(g, colour, 2.2)
    disc(g, r * 0.56)
    fill(g, colour)
    stroke(g, c.halo, 1.6)
    g.fillStyle = '#ffffff'
    g.beginPath() // an exclamation mark
    g.roundRect(-r * 0.08, -r * 0.34, r * 0.16, r * 0.4, r * 0.06)
    g.roundRect(-r * 0.08, r * 0.16, r * 0.16, r * 0.16, r * 0.06)
    g.fill()
  },
  'hatched-diamond'(g, r, c, colour) {
    diamond(g, r * 0.84)
    fill(g, c.hatchDark)
    g.save()
    g.clip()
    g.beginPath()
    for (let x = -2 * r; x <= 2 * r; x += r * 0.42) {
      g.moveTo(x - r, r)
      g.lineTo(x + r, -r)
    }
    stroke(g, colour, r * 0.17)
    g.restore()
    diamond(g, r * 0.84)
    stroke(g, c.halo, 4)
    stroke(g, colour, 1.8)
  },
  'hollow-dashed'(g, r, c, colour) {
    disc(g, r * 0.66)
    g.fillStyle = c.halo
    g.globalAlpha = 0.75
    g.fill()
    g.globalAlpha = 1
    g.setLineDash([r * 0.3, r * 0.2])
    stroke(g, colour, 2.4)
    g.setLineDash([])
    g.lineCap = 'round'
    g.beginPath() // a line through: nothing comes
    g.moveTo(-r * 0.2, r * 0.2)
    g.lineTo(r * 0.2, -r * 0.2)
    stroke(g, colour, 1.8)
  },
  hollow(g, r, c, colour) {
    disc(g, r * 0.56)
    g.fillStyle = c.halo
    g.globalAlpha = 0.75
    g.fill()
    g.globalAlpha = 1
    stroke(g, colour, 1.8)
  },
  'small-dot'(g, r, c, colour) {
    roundSquare(g, r * 0.5, r * 0.2)
    fill(g, colour)
    stroke(g, c.halo, 1.5)
  },
}

function canvasOf(size_px: number, ratio: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.round(size_px * ratio)
  const g = canvas.getContext('2d')
  if (!g) throw new Error('this browser draws no canvas')
  g.scale(ratio, ratio)
  g.translate(size_px / 2, size_px / 2)
  return [canvas, g]
}

/** The body of a bus in one state; upright whatever its heading. */
export function drawState(state: ShownState, colours: VerdictColours, ratio = 2): HTMLCanvasElement {
  const style = STATE_STYLES[state]
  const [canvas, g] = canvasOf(style.size_px, ratio)
  SHAPES[style.shape](g, style.size_px / 2, colours, colours[style.colour])
  return canvas
}

export const NOSE_PX = 60
/** The nose that points where the bus is heading; pointing north, turned by the map, drawn under the body. */
export function drawNose(state: ShownState, colours: VerdictColours, ratio = 2): HTMLCanvasElement {
  const style = STATE_STYLES[state]
  const [canvas, g] = canvasOf(NOSE_PX, ratio)
  const base = style.size_px * 0.4
  const tip = base + 10
  const half = 7
  g.beginPath()
  g.moveTo(0, -tip)
  g.lineTo(half, -base + 1)
  g.quadraticCurveTo(0, -base - 3, -half, -base + 1)
  g.closePath()
  g.lineJoin = 'round'
  stroke(g, colours.halo, 3.5)
  fill(g, colours[style.colour])
  return canvas
}

/** A tile of slanting strokes for risk segments; `colour` on nothing. */
export function drawHatch(colour: string, size_px = 8, ratio = 2): HTMLCanvasElement {
  const [canvas, g] = canvasOf(size_px, ratio)
  const h = size_px / 2
  g.beginPath()
  for (const shift of [-size_px, 0, size_px]) {
    g.moveTo(-h + shift, h)
    g.lineTo(h + shift, -h)
  }
  stroke(g, colour, 1.4)
  return canvas
}

export function imageData(canvas: HTMLCanvasElement): ImageData {
  const g = canvas.getContext('2d')
  if (!g) throw new Error('this browser draws no canvas')
  return g.getImageData(0, 0, canvas.width, canvas.height)
}
