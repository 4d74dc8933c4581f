// Hands the live store, its summary and its connection to the panels; starts and stops with the login.
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Finding } from '../api/types'
import { LiveSocket, openLive } from './socket'
import { LiveStore } from './store'
import { LiveView, type LiveSummary } from './view'

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

/** What `select` takes of the summary; the component is drawn again only when that is another value. */
export function useLiveSummary<T>(select: (summary: LiveSummary) => T): T {
  const { view } = useLive()
  return useSyncExternalStore(view.subscribe, () => select(view.current()))
}

/** The whole summary, renewed every `everyMs`: for lists, which nobody reads four times a second. */
export function useLiveEvery(everyMs: number): LiveSummary {
  const { view } = useLive()
  const [summary, setSummary] = useState(view.current)
  useEffect(() => {
    const timer = setInterval(() => setSummary(view.current()), everyMs)
    return () => clearInterval(timer)
  }, [view, everyMs])
  return summary
}

/** One finding of the live feed, newest as it is known; undefined where the feed does not hold it. */
export function useLiveFinding(id: string | null): Finding | undefined {
  const { store, view } = useLive()
  return useSyncExternalStore(view.subscribe, () => (id === null ? undefined : store.findings.get(id)))
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
