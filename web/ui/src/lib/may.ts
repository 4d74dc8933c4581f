// Who may do what, as the server has it (core/access.py): here it only spares dead ends.
import { useSession } from '../api/queries'
import type { Role } from '../api/types'

const OFFICE: readonly Role[] = ['admin', 'officer', 'clerk', 'police', 'transport', 'emergency', 'government', 'auditor']

const MAY = {
  keepDevices: ['admin', 'clerk'],
  keepPlatforms: ['admin', 'clerk'],
  seePlatforms: OFFICE,
  seal: ['admin', 'officer', 'police'],
  command: ['admin', 'officer', 'police'],
} as const satisfies Record<string, readonly Role[]>

export const mayDo = (role: Role | undefined, deed: keyof typeof MAY): boolean =>
  role !== undefined && (MAY[deed] as readonly Role[]).includes(role)

export function useMay(deed: keyof typeof MAY): boolean {
  return mayDo(useSession().data?.role, deed)
}
