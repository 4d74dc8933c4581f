// Who may do what, as the server has it (core/access.py): here it only spares dead ends.
import { useSession } from '../api/queries'
import type { Role } from '../api/types'

const OFFICE: readonly Role[] = ['admin', 'officer', 'clerk', 'police', 'transport', 'emergency', 'government', 'auditor']

const MAY = {
  keepDevices: ['admin', 'clerk'],
  keepPlatforms: ['admin', 'clerk'],
  seePlatforms: OFFICE,
  seeModes: OFFICE,
  setRules: ['admin'],
  drawPlaces: ['admin', 'officer', 'police', 'transport'],
  declareWeather: ['admin', 'officer', 'police', 'transport', 'emergency'],
  declareExemptions: ['admin', 'officer', 'police', 'transport'],
  desk: ['admin', 'officer'],
  firstLine: ['operator', 'school'],
  telephone: ['admin', 'officer', 'operator', 'school', 'police'],
  notices: ['admin', 'officer', 'police', 'clerk', 'transport', 'emergency', 'government'],
  importPolice: ['admin', 'officer', 'police'],
  seal: ['admin', 'officer', 'police'],
  openHazard: ['admin', 'officer', 'police', 'transport', 'operator', 'school'],
  askDanger: ['admin', 'officer', 'police', 'transport'],
  decideDanger: ['admin', 'officer', 'police', 'transport'],
  tellSightings: ['admin', 'officer', 'clerk', 'police'],
  keepSources: ['admin', 'officer'],
  command: ['admin', 'officer', 'police'],
  seeReporter: ['officer', 'police'],
  beginApplication: ['admin', 'clerk', 'operator', 'school'],
  applyForOthers: ['admin', 'clerk'],
  keepRounds: ['admin', 'clerk'],
  organiseTraining: ['admin', 'clerk', 'operator', 'school'],
  layDownTraining: ['admin', 'clerk'],
  seeQuestions: ['admin', 'clerk', 'auditor'],
  renewSigns: ['admin', 'clerk', 'police'],
  setWorkingDays: ['admin'],
  administer: ['admin'],
  keepAccounts: ['admin', 'operator', 'school'],
  readTrail: ['admin', 'auditor'],
  readFileTrail: ['admin', 'auditor', 'clerk'],
  importRegisters: ['admin', 'clerk'],
  makeLabels: ['admin', 'clerk'],
  editLetters: ['admin', 'clerk'],
  addPerson: ['admin', 'clerk', 'operator', 'school'],
} as const satisfies Record<string, readonly Role[]>

export const mayDo = (role: Role | undefined, deed: keyof typeof MAY): boolean =>
  role !== undefined && (MAY[deed] as readonly Role[]).includes(role)

export function useMay(deed: keyof typeof MAY): boolean {
  return mayDo(useSession().data?.role, deed)
}
