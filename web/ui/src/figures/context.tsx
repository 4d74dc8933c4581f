// What every part of the page needs: what is asked, and where a list behind a figure is.
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { writeFigures, type FiguresAddress } from './address'

export interface Asked {
  address: FiguresAddress
  change: (part: Partial<FiguresAddress>) => void
  /** The address of a list, as "findings?key=12". */
  to: (list: string) => string
}
const AskedContext = createContext<Asked | null>(null)

export function AskedProvider({ address, change, children }: Omit<Asked, 'to'> & { children: ReactNode }) {
  const asked = useMemo(() => ({ address, change, to: (list: string) => writeFigures({ ...address, list }) }), [address, change])
  return <AskedContext value={asked}>{children}</AskedContext>
}

export function useAsked(): Asked {
  const asked = useContext(AskedContext)
  if (!asked) throw new Error('outside of the page of figures')
  return asked
}
