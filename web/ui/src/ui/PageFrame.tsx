// The frame of an office page: its title, one sentence, what can be done here, its content.
import type { ReactNode } from 'react'

export function PageFrame({ title, lead, actions, children }: { title: string; lead: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="sb-page">
      <header className="sb-page-head">
        <div>
          <h1>{title}</h1>
          <p>{lead}</p>
        </div>
        {actions && <div className="sb-actions">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
