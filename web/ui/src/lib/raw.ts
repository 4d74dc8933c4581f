// The raw bytes of a parked frame (base64) as a person can read them: text where it is text, hex always.

export interface Raw {
  bytes: Uint8Array
  /** Readable text, or null where the bytes are noise. */
  text: string | null
  hex: string
}

const MOST_SHOWN = 2048
const PRINTABLE = /^[\t\r\n\u0020-\u007e\u00a0-\uffff]*$/

export function decodeRaw(base64: string): Raw {
  const bytes = Uint8Array.from(atob(base64), (char) => char.codePointAt(0) ?? 0)
  const head = bytes.subarray(0, MOST_SHOWN)
  const hex = [...head].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ')
  return { bytes, text: textOf(head), hex: bytes.length > MOST_SHOWN ? `${hex} …` : hex }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return PRINTABLE.test(text) ? text : null
  } catch {
    return null
  }
}
