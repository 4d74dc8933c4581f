// A list of facts, label and value; a fact without a value is left out.
import type { ReactNode } from 'react'

export type Fact = [label: string, value: ReactNode]

export function Facts({ facts }: { facts: Fact[] }) {
  const held = facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  return (
    <dl className="sb-facts">
      {held.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
