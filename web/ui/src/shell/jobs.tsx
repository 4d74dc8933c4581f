// The jobs in the navigation and who has them; the server decides what each may see, this only spares dead ends.
import { AlertOutlined, AuditOutlined, BarChartOutlined, CarOutlined, EnvironmentOutlined, GatewayOutlined, HddOutlined, HistoryOutlined, LineChartOutlined, LockOutlined, ReadOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Role } from '../api/types'

export interface Job {
  path: string
  key: 'map' | 'desk' | 'findings' | 'buses' | 'places' | 'devices' | 'quality' | 'playback' | 'seals' | 'rules' | 'figures'
  icon: ReactNode
  hiddenFrom: readonly Role[]
}

const FAMILY: readonly Role[] = ['parent']
const NOT_AT_THE_DESK: readonly Role[] = ['parent', 'attendant', 'driver', 'teacher']
const ON_THE_ROAD: readonly Role[] = ['parent', 'attendant', 'driver', 'teacher', 'school']
const NOT_AN_OFFICE: readonly Role[] = [...ON_THE_ROAD, 'operator']

export const JOBS: readonly Job[] = [
  { path: '/map', key: 'map', icon: <EnvironmentOutlined />, hiddenFrom: [] },
  { path: '/desk', key: 'desk', icon: <AuditOutlined />, hiddenFrom: NOT_AT_THE_DESK },
  { path: '/findings', key: 'findings', icon: <AlertOutlined />, hiddenFrom: FAMILY },
  { path: '/buses', key: 'buses', icon: <CarOutlined />, hiddenFrom: FAMILY },
  { path: '/places', key: 'places', icon: <GatewayOutlined />, hiddenFrom: ON_THE_ROAD },
  { path: '/devices', key: 'devices', icon: <HddOutlined />, hiddenFrom: ON_THE_ROAD },
  { path: '/playback', key: 'playback', icon: <HistoryOutlined />, hiddenFrom: FAMILY },
  { path: '/seals', key: 'seals', icon: <LockOutlined />, hiddenFrom: NOT_AN_OFFICE },
  { path: '/quality', key: 'quality', icon: <BarChartOutlined />, hiddenFrom: ON_THE_ROAD },
  { path: '/rules', key: 'rules', icon: <ReadOutlined />, hiddenFrom: [] },
  { path: '/figures', key: 'figures', icon: <LineChartOutlined />, hiddenFrom: NOT_AT_THE_DESK },
]

export const jobsOf = (role: Role): readonly Job[] => JOBS.filter((job) => !job.hiddenFrom.includes(role))
