// A label's code taken apart and its signature verified in the browser, by keys fetched before: the form is permits/label/code.py.
import type { LabelSaid, PublicKeys } from '../api/labels'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const SIGNATURE_BYTES = 64
const DOMAIN = new TextEncoder().encode('schoolbus-label-1\n')
const KEPT = 'schoolbus.label-keys'

/** `unsupported`: this browser has no Ed25519, or the page did not come over HTTPS. `no_keys`: this one's key was never fetched here. */
export type Signature = 'genuine' | 'not_genuine' | 'unsupported' | 'no_keys'
export interface Opened {
  keyId: string
  said: LabelSaid
  payload: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

/** The code's parts; null for what is not exactly a code. */
export function opened(code: string): Opened | null {
  const data = fromBase32(code)
  if (!data || data.length <= SIGNATURE_BYTES) return null
  const payload = data.slice(0, -SIGNATURE_BYTES)
  const told = read(payload)
  return told && { ...told, payload, signature: data.slice(-SIGNATURE_BYTES) }
}

/** Whether the signature is that of one of the keys; keys that are not `fresh` may lack one that was made since. */
export async function verified(one: Opened | null, keys: PublicKeys | null, fresh: boolean): Promise<Signature> {
  if (!one) return 'not_genuine'
  if (!keys) return 'no_keys'
  const key = keys.keys.find(({ id }) => id === one.keyId)
  if (!key) return fresh ? 'not_genuine' : 'no_keys'
  if (!globalThis.crypto?.subtle) return 'unsupported'
  try {
    const known = await crypto.subtle.importKey('raw', fromHex(key.public), { name: 'Ed25519' }, false, ['verify'])
    const signed = new Uint8Array(DOMAIN.length + one.payload.length)
    signed.set(DOMAIN)
    signed.set(one.payload, DOMAIN.length)
    return (await crypto.subtle.verify({ name: 'Ed25519' }, known, one.signature, signed)) ? 'genuine' : 'not_genuine'
  } catch {
    return 'unsupported'
  }
}

/** The keys of an earlier visit; kept for when there is no network. */
export function keptKeys(): PublicKeys | null {
  try {
    const told = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as PublicKeys | null
    return Array.isArray(told?.keys) ? told : null
  } catch {
    return null
  }
}
export function keepKeys(keys: PublicKeys): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(keys))
  } catch {
    // a browser that keeps nothing asks again next time
  }
}

function fromBase32(text: string): Uint8Array<ArrayBuffer> | null {
  const data = new Uint8Array(Math.floor((text.length * 5) / 8))
  let held = 0
  let bits = 0
  let at = 0
  for (const letter of text) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) return null
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      data[at++] = held >> bits
    }
  }
  const left = held & ((1 << bits) - 1)
  return at === data.length && bits < 5 && left === 0 ? data : null
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function read(payload: Uint8Array): { keyId: string; said: LabelSaid } | null {
  try {
    const told = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as unknown[]
    if (!Array.isArray(told) || told.length !== 12 || told[0] !== 1) return null
    const [, keyId, serial, plate, permit_number, version, issuer, first, last, sign_number, lines, lines_left_out] = told as [
      number, string, string, string, string, number, string, number, number, string, string[][], number,
    ]
    return {
      keyId,
      said: {
        serial, plate, permit_number, version, issuer, valid_from: day(first), valid_to: day(last), sign_number, lines_left_out,
        lines: lines.map(([name = '', ...times]) => ({ name, times })),
      },
    }
  } catch {
    return null
  }
}

const day = (number: number): string => String(number).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
