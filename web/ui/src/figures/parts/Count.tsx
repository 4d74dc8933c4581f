// A figure that leads to the list it is made of; nothing leads nowhere.
import { Link } from 'wouter'
import { useAsked } from '../context'
import { whole } from './words'

export function Count({ n, list, testid }: { n: number; list: string; testid?: string }) {
  const { to } = useAsked()
  if (n === 0) return <span className="sb-fig-zero" data-testid={testid}>0</span>
  return <Link href={to(list)} className="sb-fig-link" data-testid={testid}>{whole(n)}</Link>
}
