// Whether the page is as narrow as a phone's.
import { useSyncExternalStore } from 'react'
import { PHONE_BELOW_PX } from '../theme/tokens'

const query = () => matchMedia(`(max-width: ${PHONE_BELOW_PX - 0.02}px)`)
const subscribe = (listener: () => void) => {
  const narrow = query()
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

export const usePhone = () => useSyncExternalStore(subscribe, () => query().matches)
