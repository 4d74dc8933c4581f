// One figure in large type, with its name above and what it is of below.
import type { ReactNode } from 'react'

export function Tile({ name, figure, children }: { name: string; figure: ReactNode; children?: ReactNode }) {
  return (
    <li className="sb-fig-tile">
      <span className="sb-fig-name">{name}</span>
      <strong>{figure}</strong>
      <div className="sb-fig-of">{children}</div>
    </li>
  )
}
