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

/** Columns are divided by tabs, commas, semicolons or blanks; which one is the plate does not matter. A heading is no vehicle. */
export function readPasted(text: string, plates: readonly string[]): Pasted {
  const known = new Map(plates.map((plate) => [bare(plate), plate]))
  const pasted: Pasted = { found: new Map(), unknown: [], twice: [] }
  for (const line of text.split(/\r?\n/)) {
    const cells = line.split(/[\t,，;；]|\s+/).map((cell) => cell.trim()).filter(Boolean)
    if (cells.length === 0) continue
    const at = cells.findIndex((cell) => known.has(bare(cell)))
    const plate = known.get(bare(cells[at] ?? ''))
    const value = cells.findLast((_, n) => n !== at)
    if (plate === undefined || value === undefined) {
      pasted.unknown.push(line.trim())
      continue
    }
    const before = pasted.found.get(plate)
    if (before !== undefined && before !== value) pasted.twice.push(plate)
    pasted.found.set(plate, value)
  }
  return pasted
}
