// The connection: a gap asks for a new snapshot, a lost line is tried again, a login that ended is not.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backoffMs } from '../src/live/backoff'
import { LiveSocket, type Wire } from '../src/live/socket'
import { LiveStore } from '../src/live/store'

class FakeWire implements Wire {
  onopen: Wire['onopen'] = null
  onmessage: Wire['onmessage'] = null
  onclose: Wire['onclose'] = null
  closed = false
  close(): void {
    this.closed = true
  }
  say(type: 'snapshot' | 'delta', seq: number): void {
    this.onmessage?.({ data: JSON.stringify({ type, seq, now: new Date().toISOString(), behind_s: 0, buses: [], findings: [] }) })
  }
}

let wires: FakeWire[] = []
let socket: LiveSocket
const last = () => wires.at(-1) as FakeWire

beforeEach(() => {
  vi.useFakeTimers()
  wires = []
  socket = new LiveSocket(new LiveStore(), () => {
    wires.push(new FakeWire())
    return last()
  })
  socket.start()
})
afterEach(() => {
  socket.stop()
  vi.useRealTimers()
})

describe('the live connection', () => {
  it('is live once the snapshot has come', () => {
    expect(socket.current().state).toBe('connecting')
    last().say('snapshot', 1)
    expect(socket.current().state).toBe('live')
  })

  it('connects anew after a gap, at once', () => {
    last().say('snapshot', 1)
    const first = last()
    first.say('delta', 5)
    expect(first.closed).toBe(true)
    expect(wires).toHaveLength(2)
    last().say('snapshot', 1)
    expect(socket.current().state).toBe('live')
  })

  it('waits, and longer each time, when the line is lost', () => {
    last().onclose?.({ code: 1006 })
    expect(socket.current().state).toBe('waiting')
    vi.advanceTimersByTime(500)
    expect(wires).toHaveLength(2)
    last().onclose?.({ code: 1006 })
    vi.advanceTimersByTime(499)
    expect(wires).toHaveLength(2)
    vi.advanceTimersByTime(501)
    expect(wires).toHaveLength(3)
  })

  it('tries at once when the network comes back', () => {
    last().onclose?.({ code: 1006 })
    window.dispatchEvent(new Event('online'))
    expect(wires).toHaveLength(2)
    expect(socket.current().state).toBe('connecting')
  })

  it('takes a line on which nothing is said for a dead one', () => {
    last().say('snapshot', 1)
    vi.advanceTimersByTime(14_999)
    expect(socket.current().state).toBe('live')
    vi.advanceTimersByTime(2)
    expect(socket.current().state).toBe('waiting')
  })

  it('does not knock again when the login has ended or the origin is refused', () => {
    last().onclose?.({ code: 4401 })
    expect(socket.current().state).toBe('logged_out')
    vi.advanceTimersByTime(60_000)
    expect(wires).toHaveLength(1)
    socket.stop()
    socket.start()
    last().onclose?.({ code: 4403 })
    expect(socket.current().state).toBe('refused')
  })
})

describe('the back-off', () => {
  it('doubles up to its cap, between half and all of it', () => {
    expect([0, 1, 2, 10, 99].map((n) => backoffMs(n, () => 0))).toEqual([250, 500, 1000, 10_000, 10_000])
    expect([0, 1, 2, 10, 99].map((n) => backoffMs(n, () => 1))).toEqual([500, 1000, 2000, 20_000, 20_000])
  })
})
