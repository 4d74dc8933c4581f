// A part of the page: its heading, what can be chosen of it, its chart, its table.
import type { ReactNode } from 'react'

export function Card({ title, lead, extra, testid, children }: { title: string; lead?: ReactNode; extra?: ReactNode; testid: string; children: ReactNode }) {
  return (
    <section className="sb-card sb-fig-card" data-testid={testid} aria-label={title}>
      <header className="sb-fig-head">
        <h2>{title}</h2>
        {extra}
      </header>
      {lead && <p className="sb-fine">{lead}</p>}
      {children}
    </section>
  )
}
