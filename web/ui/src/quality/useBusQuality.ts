// The quality of this month's data of each bus, for lists that are about something else.
import { useMemo } from 'react'
import { useDefinitions, useQualityBy, type Share } from '../api/quality'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { isPoor } from './figures'

const HOUR_MS = 3_600_000

/** The month it is in the office: 2026-11. */
export function usePresentMonth(): string {
  const clock = useClock()
  return clock.date(new Date(useServerNow(HOUR_MS)).toISOString()).slice(0, 7)
}

export interface Qualified {
  share: Share
  poor: boolean
}

/** By the bus's id the share of its data that is qualified; without those of which nothing came this month. */
export function useQualified(): ReadonlyMap<string, Qualified> {
  const rows = useQualityBy(usePresentMonth(), 'vehicle', null).data?.items
  const definition = useDefinitions().data?.items.find((one) => one.id === 'qualified')
  return useMemo(() => {
    const known = (rows ?? []).flatMap(({ id, metrics: { qualified: share } }) =>
      share && share.rate !== null ? [[id, { share, poor: definition !== undefined && isPoor(definition, share) }] as const] : [],
    )
    return new Map(known)
  }, [rows, definition])
}

export const qualityOf = (vehicle: string): string => `/quality?by=vehicle&vehicle=${encodeURIComponent(vehicle)}`
