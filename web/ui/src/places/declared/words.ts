// How a declaration is told: its kind, the metres, where.
import type { TFunction } from 'i18next'
import type { Declared } from '../../api/placeTypes'
import { wordOr } from '../../i18n'

export const declaredKind = (t: TFunction, kind: string): string => wordOr(t, `declared.kinds.${kind}`, kind)

export function whatOf(t: TFunction, one: Declared): string {
  const kind = declaredKind(t, one.kind)
  return one.visibility_m === null || one.visibility_m === undefined ? kind : t('declared.withMetres', { kind, n: one.visibility_m })
}

export const whereOf = (t: TFunction, one: Declared): string => one.scope ?? (one.area ? t('declared.drawnArea') : t('declared.district'))

export type State = 'current' | 'planned' | 'past'
export function stateOf(one: Declared, now: number): State {
  if (one.until !== null && Date.parse(one.until) <= Date.parse(one.since)) return 'past' // ended before it began
  if (Date.parse(one.since) > now) return 'planned'
  return one.until !== null && Date.parse(one.until) <= now ? 'past' : 'current'
}
