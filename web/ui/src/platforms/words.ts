// What a platform is agreed to be, as it is typed in; and how its links stand, in one word; pure, so that it can be tested.
import type { Cipher, Edition, NewPlatform, Platform, PlatformChange } from '../api/platforms'

/** Whether it encrypts: not, with what is agreed already, or with constants typed in now. */
export type Encrypting = 'none' | 'kept' | 'given'

export interface Wish {
  name: string
  version: Edition
  networks: string
  encrypting: Encrypting
  access_code?: number | null
  user_id?: number | null
  m1?: number | null
  ia1?: number | null
  ic1?: number | null
}

export const WORD_MAX = 4_294_967_295

/** Each network once, however they were separated. */
export const networksOf = (typed: string): string[] => [...new Set(typed.split(/[\s,;，；、]+/).filter(Boolean))]

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/
const IPV6 = /^[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:\/(\d{1,3}))?$/i

/** What is plainly neither an address nor a network; the service has the last word. */
export function isNetwork(text: string): boolean {
  const four = IPV4.exec(text)
  if (four) return four.slice(1, 5).every((part) => Number(part) <= 255) && Number(four[5] ?? 32) <= 32
  const six = IPV6.exec(text)
  return six !== null && Number(six[1] ?? 128) <= 128
}

function cipherOf({ encrypting, m1, ia1, ic1 }: Wish): Cipher | null {
  if (encrypting !== 'given') return null
  return { m1: m1 ?? 0, ia1: ia1 ?? 0, ic1: ic1 ?? 0 }
}

export function newOf(wish: Wish): NewPlatform {
  const cipher = cipherOf(wish)
  return {
    name: wish.name.trim(), version: wish.version, networks: networksOf(wish.networks),
    ...(wish.access_code ? { access_code: wish.access_code } : {}), ...(wish.user_id ? { user_id: wish.user_id } : {}), ...(cipher ? { cipher } : {}),
  }
}

/** Only what differs: whatever is changed ends the links. */
export function changesOf(platform: Platform, wish: Wish): PlatformChange {
  const networks = networksOf(wish.networks)
  const cipher = cipherOf(wish)
  return {
    ...(wish.name.trim() === platform.name ? {} : { name: wish.name.trim() }),
    ...(wish.version === platform.version ? {} : { version: wish.version }),
    ...(networks.join() === platform.networks.join() ? {} : { networks }),
    ...(cipher ? { cipher } : wish.encrypting === 'none' && platform.encrypted ? { cipher: null } : {}),
  }
}

export const wishOf = (platform: Platform): Wish => ({
  name: platform.name, version: platform.version, networks: platform.networks.join('\n'), encrypting: platform.encrypted ? 'kept' : 'none',
})

export type Standing = 'disabled' | 'never' | 'down' | 'slave_only' | 'main_only' | 'up'
/** What needs somebody first. */
export const STANDINGS: readonly Standing[] = ['down', 'slave_only', 'main_only', 'never', 'disabled', 'up']

export function standingOf({ disabled, main_since, slave_since, last_heard }: Pick<Platform, 'disabled' | 'main_since' | 'slave_since' | 'last_heard'>): Standing {
  if (disabled) return 'disabled'
  if (main_since && slave_since) return 'up'
  if (main_since) return 'main_only'
  if (slave_since) return 'slave_only'
  return last_heard ? 'down' : 'never'
}
