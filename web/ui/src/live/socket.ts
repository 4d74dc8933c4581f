// Keeps one WebSocket to /api/v1/live: reconnects with back-off, at once when the network or the window comes back.
import type { LiveMessage } from '../api/types'
import { measured } from '../lib/measured'
import { backoffMs } from './backoff'
import type { LiveStore } from './store'

/** The server speaks at least every 5 s; three times that in silence is a dead line. */
const QUIET_LIMIT_MS = 15_000
const CLOSE_NOT_LOGGED_IN = 4401
const CLOSE_WRONG_ORIGIN = 4403

export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'waiting'; retryAt: number }
  | { state: 'logged_out' }
  | { state: 'refused' }

/** The part of WebSocket that is used, so that a test can stand in for the network. */
export interface Wire {
  onopen: ((event: never) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  close(code?: number): void
}

export class LiveSocket {
  connection: Connection = { state: 'connecting' }
  private wire: Wire | null = null
  private attempt = 0
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private quietTimer: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Set<() => void>()
  private readonly store: LiveStore
  private readonly open: () => Wire

  constructor(store: LiveStore, open: () => Wire) {
    this.store = store
    this.open = open
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  current = (): Connection => this.connection

  start(): void {
    window.addEventListener('online', this.retryNow)
    document.addEventListener('visibilitychange', this.onVisibility)
    this.connect()
  }

  stop(): void {
    window.removeEventListener('online', this.retryNow)
    document.removeEventListener('visibilitychange', this.onVisibility)
    this.drop()
  }

  /** Connects at once unless a live connection stands. */
  retryNow = (): void => {
    if (this.connection.state === 'live' || this.connection.state === 'logged_out') return
    this.attempt = 0
    this.connect()
  }

  private readonly onVisibility = (): void => {
    if (document.visibilityState === 'visible') this.retryNow()
  }

  private connect(): void {
    this.drop()
    this.become({ state: 'connecting' })
    const wire = this.open()
    this.wire = wire
    this.watchForQuiet()
    wire.onmessage = (event) => measured('live-message', () => this.take(JSON.parse(String(event.data)) as LiveMessage))
    wire.onclose = (event) => this.closed(event.code)
  }

  private take(message: LiveMessage): void {
    this.watchForQuiet()
    if (this.store.apply(message) === 'gap') {
      this.connect() // a new connection begins with a new snapshot
      return
    }
    this.attempt = 0
    if (this.connection.state !== 'live') this.become({ state: 'live' })
  }

  private closed(code: number): void {
    this.drop()
    if (code === CLOSE_NOT_LOGGED_IN) return this.become({ state: 'logged_out' })
    if (code === CLOSE_WRONG_ORIGIN) return this.become({ state: 'refused' })
    const wait = backoffMs(this.attempt)
    this.attempt += 1
    this.retryTimer = setTimeout(() => this.connect(), wait)
    this.become({ state: 'waiting', retryAt: Date.now() + wait })
  }

  private watchForQuiet(): void {
    clearTimeout(this.quietTimer)
    this.quietTimer = setTimeout(() => this.closed(0), QUIET_LIMIT_MS)
  }

  private drop(): void {
    clearTimeout(this.retryTimer)
    clearTimeout(this.quietTimer)
    this.store.disconnected()
    const wire = this.wire
    this.wire = null
    if (!wire) return
    wire.onmessage = null
    wire.onclose = null
    wire.close()
  }

  private become(connection: Connection): void {
    this.connection = connection
    for (const listener of this.listeners) listener()
  }
}

export const openLive = (): Wire =>
  new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`) as unknown as Wire
