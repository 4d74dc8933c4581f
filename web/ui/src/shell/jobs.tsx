// The jobs in the navigation and who has them; the server decides what each may see, this only spares dead ends.
import { AlertOutlined, AuditOutlined, BarChartOutlined, CalendarOutlined, CarOutlined, EnvironmentOutlined, FileProtectOutlined, FileTextOutlined, FolderOpenOutlined, GatewayOutlined, HddOutlined, HistoryOutlined, IdcardOutlined, ImportOutlined, LineChartOutlined, LockOutlined, NotificationOutlined, ReadOutlined, ScheduleOutlined, SafetyCertificateOutlined, SecurityScanOutlined, SettingOutlined, SolutionOutlined, WarningOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Role } from '../api/types'

export interface Job {
  path: string
  key: 'map' | 'desk' | 'findings' | 'buses' | 'places' | 'devices' | 'quality' | 'playback' | 'seals' | 'rules' | 'hazards' | 'permits' | 'danger' | 'suspects' | 'reports' | 'figures' | 'admin' | 'imports' | 'rounds' | 'registers' | 'training' | 'granted' | 'letters' | 'runs' | 'schoolCalendar'
  icon: ReactNode
  /** The job beside which it stands: the navigation shows that one, and the page leads from each to the others. */
  under?: Job['key']
  hiddenFrom: readonly Role[]
}

const NOT_A_WATCHER: readonly Role[] = ['parent', 'attendant', 'driver', 'teacher', 'school', 'operator', 'transport', 'emergency', 'government']
const FAMILY: readonly Role[] = ['parent']
const NOT_AT_THE_DESK: readonly Role[] = ['parent', 'attendant', 'driver', 'teacher']
const NOT_IN_THE_PROCEDURE: readonly Role[] = [...NOT_AT_THE_DESK, 'emergency']
const ON_THE_ROAD: readonly Role[] = ['parent', 'attendant', 'driver', 'teacher', 'school']
const KEEPS_NOTHING: readonly Role[] = ['parent', 'attendant', 'driver', 'teacher', 'officer', 'clerk', 'police', 'transport', 'emergency', 'government']
const IMPORTS_NOTHING: readonly Role[] = ['parent', 'attendant', 'driver', 'teacher', 'officer', 'police', 'transport', 'emergency', 'government', 'school', 'operator']
const NOT_AN_OFFICE: readonly Role[] = [...ON_THE_ROAD, 'operator']

export const JOBS: readonly Job[] = [
  { path: '/map', key: 'map', icon: <EnvironmentOutlined />, hiddenFrom: [] },
  { path: '/desk', key: 'desk', icon: <AuditOutlined />, hiddenFrom: NOT_AT_THE_DESK },
  { path: '/findings', key: 'findings', icon: <AlertOutlined />, hiddenFrom: FAMILY },
  { path: '/buses', key: 'buses', icon: <CarOutlined />, hiddenFrom: FAMILY },
  { path: '/runs', key: 'runs', under: 'buses', icon: <ScheduleOutlined />, hiddenFrom: NOT_AT_THE_DESK },
  { path: '/school-calendar', key: 'schoolCalendar', under: 'buses', icon: <CalendarOutlined />, hiddenFrom: NOT_AT_THE_DESK },
  { path: '/playback', key: 'playback', icon: <HistoryOutlined />, hiddenFrom: FAMILY },
  { path: '/places', key: 'places', icon: <GatewayOutlined />, hiddenFrom: ON_THE_ROAD },
  { path: '/permits', key: 'permits', icon: <FileProtectOutlined />, hiddenFrom: NOT_IN_THE_PROCEDURE },
  { path: '/rounds', key: 'rounds', under: 'permits', icon: <FolderOpenOutlined />, hiddenFrom: NOT_AN_OFFICE },
  { path: '/registers', key: 'registers', icon: <FolderOpenOutlined />, hiddenFrom: NOT_AT_THE_DESK },
  { path: '/training', key: 'training', under: 'registers', icon: <SolutionOutlined />, hiddenFrom: NOT_AT_THE_DESK },
  { path: '/granted', key: 'granted', under: 'permits', icon: <IdcardOutlined />, hiddenFrom: NOT_AT_THE_DESK },
  { path: '/letters', key: 'letters', under: 'permits', icon: <FileTextOutlined />, hiddenFrom: [...IMPORTS_NOTHING, 'auditor'] },
  { path: '/hazards', key: 'hazards', icon: <SafetyCertificateOutlined />, hiddenFrom: NOT_AT_THE_DESK },
  { path: '/danger', key: 'danger', under: 'hazards', icon: <WarningOutlined />, hiddenFrom: NOT_AN_OFFICE },
  { path: '/suspects', key: 'suspects', icon: <SecurityScanOutlined />, hiddenFrom: NOT_A_WATCHER },
  { path: '/reports', key: 'reports', under: 'suspects', icon: <NotificationOutlined />, hiddenFrom: NOT_AN_OFFICE },
  { path: '/figures', key: 'figures', icon: <LineChartOutlined />, hiddenFrom: NOT_AT_THE_DESK },
  { path: '/quality', key: 'quality', under: 'figures', icon: <BarChartOutlined />, hiddenFrom: ON_THE_ROAD },
  { path: '/devices', key: 'devices', under: 'buses', icon: <HddOutlined />, hiddenFrom: ON_THE_ROAD },
  { path: '/seals', key: 'seals', under: 'findings', icon: <LockOutlined />, hiddenFrom: NOT_AN_OFFICE },
  { path: '/admin', key: 'admin', icon: <SettingOutlined />, hiddenFrom: KEEPS_NOTHING },
  { path: '/imports', key: 'imports', under: 'admin', icon: <ImportOutlined />, hiddenFrom: IMPORTS_NOTHING },
  { path: '/rules', key: 'rules', icon: <ReadOutlined />, hiddenFrom: [] },
]

const seenBy = (role: Role): readonly Job[] => JOBS.filter((job) => !job.hiddenFrom.includes(role))

/** What the navigation shows: a job that stands under another only where that one is not seen. */
export function jobsOf(role: Role): readonly Job[] {
  const seen = seenBy(role)
  return seen.filter((job) => !seen.some((other) => other.key === job.under))
}

/** The pages among which the one of a path stands, that of the navigation first; none for one that stands alone. */
export function siblingsOf(role: Role, path: string): readonly Job[] {
  const seen = seenBy(role)
  const here = seen.find((job) => job.path === path)
  if (!here) return []
  const head = here.under ?? here.key
  const family = seen.filter((job) => job.key === head || job.under === head)
  return family.length > 1 ? family : []
}
