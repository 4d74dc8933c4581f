// How a terminal is pointed here, as what a person types into it; pure, so that it can be tested.
import type { Door, Protocol } from '../api/deviceTypes'

/** One thing to type in: its word's key under `howto.`, and the value. */
export interface Setting {
  key: 'host' | 'port' | 'user' | 'password' | 'topic' | 'client' | 'phone' | 'url' | 'deviceId' | 'firstLine' | 'encryption'
  value: string
}

export interface HowTo {
  settings: Setting[]
  /** Keys of sentences under `howto.`. */
  notes: ('shut' | 'unproven' | 'jt808Register' | 'jt808Code' | 'osmandApp' | 'owntracksMode' | 'jt809' | 'stored')[]
}

/** Stands where a secret belongs that nobody has told; never looks like one. */
export const UNTOLD = '••••••••'

export function howTo(door: Door, id: string, secret: string | null, pageHost: string): HowTo {
  const host = door.host ?? pageHost
  const at = { host, port: String(door.port), id, secret: secret ?? UNTOLD }
  const told = BY_PROTOCOL[door.protocol](at, door)
  return door.open ? told : { ...told, notes: ['shut', ...told.notes] }
}

interface At {
  host: string
  port: string
  id: string
  secret: string
}

const address = ({ host, port }: At): Setting[] => [{ key: 'host', value: host }, { key: 'port', value: port }]
const tls = (door: Door): Setting[] => (door.tls ? [{ key: 'encryption', value: 'TLS' }] : [])
const topic = (door: Door, id: string): Setting[] => (door.topic ? [{ key: 'topic', value: door.topic.replace('{id}', id) }] : [])

const mqtt = (at: At, door: Door): Setting[] => [
  ...address(at), ...tls(door), { key: 'user', value: at.id }, { key: 'password', value: at.secret }, { key: 'client', value: at.id },
]
const plain = (at: At): HowTo => ({ settings: [...address(at), { key: 'firstLine', value: at.id }], notes: ['unproven'] })

const BY_PROTOCOL: Record<Protocol, (at: At, door: Door) => HowTo> = {
  jt808: (at) => ({
    settings: [...address(at), { key: 'phone', value: at.id }, { key: 'password', value: at.secret }],
    notes: ['jt808Register', 'jt808Code'],
  }),
  jt809: (at) => ({ settings: address(at), notes: ['jt809'] }),
  nmea_mqtt: (at, door) => ({ settings: [...mqtt(at, door), ...topic(door, at.id)], notes: ['stored'] }),
  owntracks: (at, door) => ({ settings: [...mqtt(at, door), ...topic(door, at.id)], notes: ['owntracksMode'] }),
  osmand: (at, door) => ({
    settings: [
      { key: 'url', value: `${door.tls ? 'https' : 'http'}://${at.host}:${at.port}/?token=${at.secret}` },
      { key: 'deviceId', value: at.id },
    ],
    notes: ['osmandApp'],
  }),
  nmea_tcp: plain,
  nmea_udp: plain,
}
