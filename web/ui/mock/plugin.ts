// A stand-in for the API while the page is built: `npm run mock`; also under `vite preview`. Never part of the build.
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Plugin } from 'vite'
import { WebSocketServer } from 'ws'
import { Live } from './live.ts'
import { answer } from './rest.ts'
import { World } from './world.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

export function mock(): Plugin {
  const world = new World(Number(process.env.SCHOOLBUS_MOCK_BUSES ?? 24))
  const live = new Live(world)
  const sockets = new WebSocketServer({ noServer: true })
  const rest: Handler = (request, response, next) => {
    if (request.url?.startsWith('/api/v1/')) void answer(world, live, request, response)
    else next()
  }
  const upgrade = (server: Server | null) =>
    server?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (request.url === '/api/v1/live') sockets.handleUpgrade(request, socket, head, (one) => live.join(one, request))
    })
  return {
    name: 'schoolbus-mock',
    configureServer(server) {
      server.middlewares.use(rest)
      upgrade(server.httpServer as Server | null)
    },
    configurePreviewServer(server) {
      server.middlewares.use(rest)
      upgrade(server.httpServer as Server)
    },
  }
}
