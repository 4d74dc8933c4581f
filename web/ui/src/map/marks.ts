// The map's fixed marks: a school, the place of a finding, the disc under a posted limit.
const RATIO = 2

function sheet(width_px: number, height_px: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas')
  canvas.width = width_px * RATIO
  canvas.height = height_px * RATIO
  const g = canvas.getContext('2d')
  if (!g) throw new Error('this browser draws no canvas')
  g.scale(RATIO, RATIO)
  return [canvas, g]
}

/** A house with a flag in a round of the zone's colour. */
export function drawSchool(colour: string, halo: string): HTMLCanvasElement {
  const [canvas, g] = sheet(22, 22)
  g.beginPath()
  g.arc(11, 11, 9, 0, Math.PI * 2)
  g.fillStyle = colour
  g.fill()
  g.lineWidth = 1.6
  g.strokeStyle = halo
  g.stroke()
  g.fillStyle = halo
  g.beginPath()
  g.moveTo(11, 6.4)
  g.lineTo(16, 10)
  g.lineTo(16, 15)
  g.lineTo(12.2, 15)
  g.lineTo(12.2, 12)
  g.lineTo(9.8, 12)
  g.lineTo(9.8, 15)
  g.lineTo(6, 15)
  g.lineTo(6, 10)
  g.closePath()
  g.fill()
  return canvas
}

/** A drop that stands on its tip. */
export function drawPin(colour: string, halo: string): HTMLCanvasElement {
  const [canvas, g] = sheet(28, 36)
  g.beginPath()
  g.moveTo(14, 34)
  g.bezierCurveTo(9, 25, 4, 20.5, 4, 13)
  g.arc(14, 13, 10, Math.PI, 0)
  g.bezierCurveTo(24, 20.5, 19, 25, 14, 34)
  g.closePath()
  g.fillStyle = colour
  g.fill()
  g.lineWidth = 2
  g.strokeStyle = halo
  g.stroke()
  g.beginPath()
  g.arc(14, 13, 4, 0, Math.PI * 2)
  g.fillStyle = halo
  g.fill()
  return canvas
}

/** The quiet disc on which a posted limit is written. */
export function drawLimit(colour: string, inside: string): HTMLCanvasElement {
  const [canvas, g] = sheet(22, 22)
  g.beginPath()
  g.arc(11, 11, 9.5, 0, Math.PI * 2)
  g.fillStyle = inside
  g.fill()
  g.lineWidth = 1.6
  g.strokeStyle = colour
  g.stroke()
  return canvas
}
