// Light or dark: the system's wish until the person chooses, then the choice, kept in this browser.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { applyTokens } from './antd'
import type { Mode } from './tokens'

const KEY = 'schoolbus.theme'
interface ModeChoice {
  mode: Mode
  choose: (mode: Mode) => void
}
const ModeContext = createContext<ModeChoice>({ mode: 'light', choose: () => undefined })

function firstMode(): Mode {
  const kept = localStorage.getItem(KEY)
  if (kept === 'light' || kept === 'dark') return kept
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function ModeProvider({ children }: { children: ReactNode }) {
  const [mode, setMode] = useState<Mode>(firstMode)
  useEffect(() => applyTokens(document.documentElement, mode), [mode])
  const choice = useMemo<ModeChoice>(
    () => ({
      mode,
      choose: (next) => {
        localStorage.setItem(KEY, next)
        setMode(next)
      },
    }),
    [mode],
  )
  return <ModeContext value={choice}>{children}</ModeContext>
}

export const useMode = () => useContext(ModeContext)
