// Hands the live store, its summary and its connection to the panels; starts and stops with the login.
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { LiveSocket, openLive } from './socket'
import { LiveStore } from './store'
import { LiveView } from './view'

interface Live {
  store: LiveStore
  view: LiveView
  socket: LiveSocket
}
const LiveContext = createContext<Live | null>(null)

export function LiveProvider({ children }: { children: ReactNode }) {
  const live = useMemo<Live>(() => {
    const store = new LiveStore()
    return { store, view: new LiveView(store), socket: new LiveSocket(store, openLive) }
  }, [])
  useEffect(() => {
    live.socket.start()
    window.__schoolbus = { ...window.__schoolbus, store: live.store }
    return () => live.socket.stop()
  }, [live])
  return <LiveContext value={live}>{children}</LiveContext>
}

function useLive(): Live {
  const live = useContext(LiveContext)
  if (!live) throw new Error('useLive outside LiveProvider')
  return live
}

export const useLiveStore = () => useLive().store
export const useLiveSocket = () => useLive().socket

export function useLiveSummary() {
  const { view } = useLive()
  return useSyncExternalStore(view.subscribe, view.current)
}

export function useConnection() {
  const { socket } = useLive()
  return useSyncExternalStore(socket.subscribe, socket.current)
}

/** Epoch milliseconds by the server's clock, renewed every `everyMs`: what ages are counted from. */
export function useServerNow(everyMs = 1000): number {
  const { store } = useLive()
  const [now, setNow] = useState(() => store.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(store.now()), everyMs)
    return () => clearInterval(timer)
  }, [store, everyMs])
  return now
}
