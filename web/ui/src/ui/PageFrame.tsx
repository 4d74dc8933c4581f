// The frame of an office page: its title, one sentence, its content.
import type { ReactNode } from 'react'

export function PageFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="sb-page">
      <header className="sb-page-head">
        <h1>{title}</h1>
        <p>{lead}</p>
      </header>
      {children}
    </div>
  )
}
