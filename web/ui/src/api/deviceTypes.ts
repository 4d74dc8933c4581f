// The shapes of devices and of what comes in at their doors.

export type Protocol = 'nmea_mqtt' | 'nmea_tcp' | 'nmea_udp' | 'jt808' | 'jt809' | 'osmand' | 'owntracks'
export const PROTOCOLS: readonly Protocol[] = ['jt808', 'nmea_mqtt', 'osmand', 'owntracks', 'nmea_tcp', 'nmea_udp', 'jt809']
export type DeviceState = 'heard' | 'silent' | 'never_heard' | 'unbound' | 'disabled'

export interface Binding {
  id: string
  vehicle_id: string
  plate: string
  since: string
  until: string | null
}
export interface Device {
  id: string
  protocol: Protocol
  name: string | null
  state: DeviceState
  silent_after_s: number | null
  disabled: boolean
  created_at: string
  last_heard: string | null
  /** Until then the broker does not let it in: it had sent far beyond its rate; null or past: it does. */
  throttled_until: string | null
  bindings: Binding[]
}
/** Told once. */
export interface DeviceMade extends Device {
  secret: string
}
export interface Adopted extends DeviceMade {
  waiting: number
}

export interface Unknown {
  id: string
  door: string
  device: string
  address: string | null
  detail: Record<string, unknown>
  first_at: string
  last_at: string
  times: number
  ignored_at: string | null
  protocol: Protocol
  proposed_vehicle: { id: string; plate: string } | null
  waiting: number
  adoptable: boolean
  registered: boolean
}

export interface Parked {
  id: string
  received_at: string
  door: string
  device: string | null
  reason: string
  raw: string
  /** Bytes of the whole; `raw` is cut at 4 KiB. */
  size?: number
  detail: string | null
  /** Without bytes: so many more of the kind, which were only counted. */
  times: number
}

/** Where a kind of terminal is to be pointed; `host` null: the page's own. */
export interface Door {
  protocol: Protocol
  transport: 'mqtt' | 'tcp' | 'udp' | 'http'
  host: string | null
  port: number
  tls: boolean
  open: boolean
  proves: boolean
  topic: string | null
}

export type CommandKind = 'text' | 'locate' | 'interval' | 'confirm_alarm' | 'snapshot'
export type CommandState = 'waiting' | 'lapsed' | 'sent' | 'done' | 'failed' | 'wrong' | 'unsupported'
export interface Command {
  id: string
  kind: CommandKind
  body: Record<string, unknown>
  state: CommandState
  by: string
  created_at: string
  sent_at: string | null
  answered_at: string | null
  result: number | null
  answer: Record<string, unknown> | null
}

export interface Media {
  id: string
  device_id: string
  kind: 'photo' | 'audio' | 'video'
  format: string
  event: number
  channel: number
  taken_at: string
  received_at: string
  size: number
}
export interface DriverCard {
  id: string
  device_id: string
  at: string
  inserted: boolean
  result: number | null
  name: string | null
  licence_masked: string | null
  authority: string | null
  valid_to: string | null
}

export interface ImportRow {
  row: number
  id: string
  protocol: string
  plate: string
  name: string | null
  since: string | null
  secret: string | null
  errors: { column: string; message: string }[]
}
export interface Imported {
  dry: boolean
  added: number
  rows: ImportRow[]
}
