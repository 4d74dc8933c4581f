// What the colours of a chart mean, in words.
export interface LegendItem {
  name: string
  colour: string
  line?: boolean
}

export function Legend({ items }: { items: LegendItem[] }) {
  return (
    <ul className="sb-days-legend">
      {items.map((one) => (
        <li key={one.name}>
          {one.line ? <i className="sb-fig-dash" style={{ borderColor: one.colour }} aria-hidden /> : <i style={{ background: one.colour }} aria-hidden />}
          {one.name}
        </li>
      ))}
    </ul>
  )
}
