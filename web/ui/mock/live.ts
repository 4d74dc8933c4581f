// The mock's live feed: a snapshot, then a delta every second; `behind` and `drop` can be asked for over HTTP.
import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { Bus, Finding } from '../src/api/types'
import type { World } from './world.ts'

export class Live {
  behind_s = 0.4
  private readonly sockets = new Map<WebSocket, number>()
  private readonly world: World

  constructor(world: World) {
    this.world = world
    setInterval(() => this.beat(), 1000).unref()
  }

  join(socket: WebSocket, request: IncomingMessage): void {
    if (!request.headers.cookie?.includes('schoolbus_session=')) return socket.close(4401)
    this.sockets.set(socket, 1)
    socket.on('close', () => this.sockets.delete(socket))
    this.send(socket, 'snapshot', 1, this.world.buses.map((one) => one.bus), this.world.findings)
  }

  drop(): void {
    for (const socket of this.sockets.keys()) socket.terminate()
  }

  private beat(): void {
    const { buses, findings } = this.world.tick()
    for (const [socket, seq] of this.sockets) {
      this.sockets.set(socket, seq + 1)
      this.send(socket, 'delta', seq + 1, buses, findings)
    }
  }

  private send(socket: WebSocket, type: string, seq: number, buses: Bus[], findings: Finding[]): void {
    socket.send(JSON.stringify({ type, seq, now: new Date().toISOString(), behind_s: this.behind_s, buses, findings, ...(type === 'delta' ? { gone: [] } : {}) }))
  }
}
