// Times of day in the service's own zone (a setting), whatever zone the desk is in.
import { useMemo } from 'react'
import { useConfig } from '../api/queries'
import { clockIn } from './format'

export function useClock() {
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  return useMemo(() => clockIn(zone), [zone])
}
