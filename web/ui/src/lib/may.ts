// Who may do what, as the server has it (core/access.py): here it only spares dead ends.
import { useSession } from '../api/queries'
import type { Role } from '../api/types'

const MAY = {
  keepDevices: ['admin', 'clerk'],
  drawPlaces: ['admin', 'officer', 'police', 'transport'],
  declareWeather: ['admin', 'officer', 'police', 'transport', 'emergency'],
  declareExemptions: ['admin', 'officer', 'police', 'transport'],
  command: ['admin', 'officer', 'police'],
} as const satisfies Record<string, readonly Role[]>

export const mayDo = (role: Role | undefined, deed: keyof typeof MAY): boolean =>
  role !== undefined && (MAY[deed] as readonly Role[]).includes(role)

export function useMay(deed: keyof typeof MAY): boolean {
  return mayDo(useSession().data?.role, deed)
}
