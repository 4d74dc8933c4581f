// A table pasted from a spreadsheet or a letter: a plate and what belongs to it, one a line; pure.

export interface Pasted {
  /** By the plate as the round has it. */
  found: Map<string, string>
  /** Lines that name no vehicle of the round. */
  unknown: string[]
  /** Plates that occur twice with different values. */
  twice: string[]
}

const bare = (text: string): string => text.replaceAll(/[\s·•.-]/g, '').toUpperCase()

/** A line's columns: divided by tabs or else by commas and semicolons, an empty one keeps its place; else by blanks. */
function cellsOf(line: string): string[] {
  const divider = line.includes('\t') ? '\t' : /[,，;；]/
  const cells = line.trimEnd().split(divider).map((cell) => cell.trim())
  return cells.length > 1 ? cells : line.trim().split(/\s+/)
}

/**
 * The value is what stands in the column next after the plate's, whatever columns follow; before it where the plate's is the last.
 * A heading is no vehicle.
 */
export function readPasted(text: string, plates: readonly string[]): Pasted {
  const known = new Map(plates.map((plate) => [bare(plate), plate]))
  const pasted: Pasted = { found: new Map(), unknown: [], twice: [] }
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const cells = cellsOf(line)
    const at = cells.findIndex((cell) => known.has(bare(cell)))
    const plate = known.get(bare(cells[at] ?? ''))
    const value = cells[at + 1] ?? cells[at - 1]
    if (plate === undefined || !value) {
      pasted.unknown.push(line.trim())
      continue
    }
    const before = pasted.found.get(plate)
    if (before !== undefined && before !== value) pasted.twice.push(plate)
    pasted.found.set(plate, value)
  }
  return pasted
}
