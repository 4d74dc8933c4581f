// A letter's text taken apart as the server does it: what stands there, and the fields in braces; two braces are one.
import { MOST_CHARS, type LetterField } from '../api/letters'

export interface Piece {
  /** Where it begins in the whole text. */
  at: number
  text: string
  /** What the braces named, null for plain words. */
  field: string | null
}

export interface Paragraph {
  at: number
  pieces: Piece[]
}

export type Fault = { kind: 'empty' } | { kind: 'long' } | { kind: 'braces' } | { kind: 'unknown'; names: string[] }

/** The paragraphs of a text in pieces; null where its braces do not match. */
export function paragraphsOf(text: string): Paragraph[] | null {
  const rows: Paragraph[] = []
  let before = 0
  for (const line of text.split('\n')) {
    const pieces: Piece[] = []
    let words = ''
    let since = 0
    for (let at = 0; at < line.length; at += 1) {
      const sign = line.charAt(at)
      if (sign !== '{' && sign !== '}') words += sign
      else if (line.charAt(at + 1) === sign) {
        words += sign
        at += 1
      } else {
        const end = line.indexOf('}', at)
        const name = line.slice(at + 1, end)
        if (sign === '}' || end < 0 || name.includes('{')) return null
        if (words) pieces.push({ at: before + since, text: words, field: null })
        pieces.push({ at: before + at, text: line.slice(at, end + 1), field: name })
        words = ''
        at = end
        since = end + 1
      }
    }
    if (words) pieces.push({ at: before + since, text: words, field: null })
    rows.push({ at: before, pieces })
    before += line.length + 1
  }
  return rows
}

/** Why the server would not take a text; null where it would. */
export function faultOf(text: string, fields: readonly LetterField[]): Fault | null {
  if (text.trim() === '') return { kind: 'empty' }
  if ([...text].length > MOST_CHARS) return { kind: 'long' }
  const rows = paragraphsOf(text)
  if (rows === null) return { kind: 'braces' }
  const known = new Set(fields.map((one) => one.name))
  const wrong = rows.flatMap(({ pieces }) => pieces).flatMap(({ field }) => (field === null || known.has(field) ? [] : [field]))
  return wrong.length > 0 ? { kind: 'unknown', names: [...new Set(wrong)] } : null
}

/** A field put in where the cursor is, in place of what is marked; with where the cursor is then. */
export function withField(text: string, name: string, start: number, end: number): { text: string; cursor: number } {
  const put = `{${name}}`
  return { text: text.slice(0, start) + put + text.slice(end), cursor: start + put.length }
}
