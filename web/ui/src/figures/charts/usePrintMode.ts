// Light or dark for a chart: what the person chose, but light on paper, drawn before the page is printed.
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useMode } from '../../theme/mode'
import type { Mode } from '../../theme/tokens'

export function usePrintMode(): Mode {
  const { mode } = useMode()
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return printing ? 'light' : mode
}
