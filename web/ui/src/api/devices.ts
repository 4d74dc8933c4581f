// What the page asks of devices and does with them.
import { useQuery } from '@tanstack/react-query'
import { get, getAll, patch, post, remove, upload } from './client'
import { useDeed } from './deed'
import type {
  Adopted, Binding, Command, Device, DeviceMade, Door, DriverCard, Imported, Media, Parked, Unknown,
} from './deviceTypes'
import type { Page } from './types'

const OFTEN_MS = 15_000
const SOON_MS = 3000
const path = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`

export const useDevices = () =>
  useQuery({ queryKey: ['devices'], queryFn: () => getAll<Device>('/devices'), refetchInterval: OFTEN_MS })
export const useDevice = (id: string) =>
  useQuery({ queryKey: ['devices', id], queryFn: () => get<Device>(path('devices', id)), refetchInterval: OFTEN_MS })
/** Those that were ever bound to a vehicle. */
export const useDevicesOf = (vehicle: string) =>
  useQuery({ queryKey: ['devices', 'of', vehicle], queryFn: () => getAll<Device>('/devices', { vehicle_id: vehicle }), staleTime: 60_000, retry: false })
export const useUnknown = (ignored: boolean) =>
  useQuery({
    queryKey: ['unknown', ignored],
    queryFn: () => getAll<Unknown>('/unknown-devices', ignored ? { ignored: 'true' } : {}),
    refetchInterval: OFTEN_MS,
  })
export const useParked = () =>
  useQuery({ queryKey: ['parked'], queryFn: () => getAll<Parked>('/parked', {}, 1000), refetchInterval: OFTEN_MS })
export const useDoors = () =>
  useQuery({ queryKey: ['doors'], queryFn: async () => (await get<{ items: Door[] }>('/doors')).items, staleTime: Infinity })

/** The last commands; looked at again soon while one of them has no answer. */
export const useCommands = (device: string) =>
  useQuery({
    queryKey: ['commands', device],
    queryFn: async () => (await get<Page<Command>>(path('devices', device, 'commands'), { limit: '20' })).items,
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === 'waiting' || one.state === 'sent') ? SOON_MS : OFTEN_MS),
  })
export const useMedia = (vehicle: string | null) =>
  useQuery({
    queryKey: ['media', vehicle],
    queryFn: async () => (await get<Page<Media>>(path('vehicles', vehicle ?? '', 'media'), { limit: '12' })).items,
    enabled: vehicle !== null,
    refetchInterval: OFTEN_MS,
  })
export const useDriverCards = (vehicle: string) =>
  useQuery({
    queryKey: ['cards', vehicle],
    queryFn: async () => (await get<Page<DriverCard>>(path('vehicles', vehicle, 'driver-cards'), { limit: '1' })).items,
    refetchInterval: OFTEN_MS,
  })

export interface NewDevice {
  id?: string
  protocol: string
  name?: string
}
export interface NewBinding {
  vehicle_id: string
  since?: string
}
export type NewCommand = Record<string, unknown> & { kind: string }

export const useAddDevice = () => useDeed((given: NewDevice) => post<DeviceMade>('/devices', given), ['devices', 'unknown'])
export const useChangeDevice = (id: string) =>
  useDeed((given: Partial<Pick<Device, 'name' | 'silent_after_s' | 'disabled'>>) => patch<Device>(path('devices', id), given), ['devices'])
export const useRenewSecret = (id: string) => useDeed(() => post<DeviceMade>(path('devices', id, 'secret'), {}), ['devices'])
export const useBind = (id: string) =>
  useDeed((given: NewBinding) => post<Binding>(path('devices', id, 'bindings'), given), ['devices', 'parked'])
/** For a device that is only just being made. */
export const useBindAny = () =>
  useDeed(({ device, ...given }: NewBinding & { device: string }) => post<Binding>(path('devices', device, 'bindings'), given), ['devices', 'parked'])
export const patchMade = (made: DeviceMade, binding: Binding): DeviceMade => ({ ...made, bindings: [...made.bindings, binding] })
export const useUnbind = (id: string) =>
  useDeed(({ binding, until }: { binding: string; until: string | null }) => patch<Binding>(path('devices', id, 'bindings', binding), { until }), ['devices'])
export const useAdopt = (row: string) =>
  useDeed((given: Partial<NewBinding> & { protocol?: string; name?: string }) => post<Adopted>(path('unknown-devices', row, 'adoption'), given), ['devices', 'unknown', 'parked'])
export const useIgnore = () => useDeed((row: string) => remove(path('unknown-devices', row)), ['unknown'])
export const useCommand = (id: string) => useDeed((given: NewCommand) => post<Command>(path('devices', id, 'commands'), given), ['commands'])
export const useImport = () =>
  useDeed(({ file, type, dry }: { file: Blob; type: string; dry: boolean }) => upload<Imported>(`/devices/import?dry=${dry}`, file, type), ['devices', 'unknown'])
