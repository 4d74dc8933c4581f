// Sound and desktop notice for the gravest: opt-in, remembered in this browser, once for each case.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Case } from '../api/desk'
import { isGrave } from './order'

const KEY = 'schoolbus.desk.alarm'
const SOUNDED_KEY = 'schoolbus.desk.sounded'
const KEPT = 500

/** Two short tones, made here: nothing is loaded. */
function sound(context: AudioContext): void {
  for (const [at, hertz] of [[0, 880], [0.22, 660], [0.44, 880]] as const) {
    const tone = context.createOscillator()
    const loud = context.createGain()
    const from = context.currentTime + at
    tone.frequency.value = hertz
    loud.gain.setValueAtTime(0.0001, from)
    loud.gain.exponentialRampToValueAtTime(0.25, from + 0.02)
    loud.gain.exponentialRampToValueAtTime(0.0001, from + 0.18)
    tone.connect(loud).connect(context.destination)
    tone.start(from)
    tone.stop(from + 0.2)
  }
}

const soundedBefore = (): string[] => (localStorage.getItem(SOUNDED_KEY) ?? '').split(',').filter(Boolean)

/** Which of the grave cases were not sounded yet; they are remembered, so that another window or a reload does not sound them again. */
export function fresh(cases: readonly Case[]): Case[] {
  const known = soundedBefore()
  const news = cases.filter((one) => isGrave(one) && !known.includes(one.id))
  if (news.length > 0) localStorage.setItem(SOUNDED_KEY, [...known, ...news.map((one) => one.id)].slice(-KEPT).join(','))
  return news
}

export interface Alarm {
  on: boolean
  toggle: () => void
}

/** `tell` says what the notice shows. A browser sounds only after a click: the switch is that click. */
export function useAlarm(cases: readonly Case[] | undefined, tell: (one: Case) => { title: string; body: string }): Alarm {
  const [on, setOn] = useState(() => localStorage.getItem(KEY) === 'on')
  const context = useRef<AudioContext | null>(null)
  const words = useRef(tell)
  const shown = useRef<Notification | null>(null)
  useEffect(() => { words.current = tell })
  const toggle = useCallback(() => {
    const next = !on
    localStorage.setItem(KEY, next ? 'on' : 'off')
    setOn(next)
    if (!next) return
    context.current ??= new AudioContext()
    void context.current.resume()
    if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission()
  }, [on])
  useEffect(() => {
    if (!on || !cases) return
    const news = fresh(cases)
    if (news.length === 0) return
    context.current ??= new AudioContext()
    if (context.current.state === 'running') sound(context.current)
    if ('Notification' in window && Notification.permission === 'granted') {
      for (const one of news.slice(0, 3)) {
        const { title, body } = words.current(one)
        shown.current = new Notification(title, { body, tag: `case-${one.id}` })
      }
    }
  }, [on, cases])
  return { on, toggle }
}
