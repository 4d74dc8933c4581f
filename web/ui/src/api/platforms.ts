// Other platforms that report to us over JT/T 809: how each stands, and what is done with them.
import { useQuery } from '@tanstack/react-query'
import { get, getAll, patch, post } from './client'
import { useDeed } from './deed'

export const EDITIONS = [2019, 2011] as const
export type Edition = (typeof EDITIONS)[number]

/** `problem` is what went wrong last and is not mended since; a stable word. */
export interface Platform {
  id: string
  name: string
  access_code: number
  user_id: number
  version: Edition
  networks: string[]
  encrypted: boolean
  disabled: boolean
  created_at: string
  main_since: string | null
  slave_since: string | null
  last_heard: string | null
  problem: string | null
  problem_at: string | null
  vehicles: number
}
/** Told once. */
export interface PlatformMade extends Platform {
  password: string
}

export interface Cipher {
  m1: number
  ia1: number
  ic1: number
}
export interface NewPlatform {
  name: string
  version: Edition
  networks: string[]
  access_code?: number
  user_id?: number
  cipher?: Cipher
}
/** What is not named stays; `cipher` null: it encrypts no more. */
export type PlatformChange = Partial<Pick<NewPlatform, 'name' | 'version' | 'networks'>> & { disabled?: boolean; cipher?: Cipher | null }

const OFTEN_MS = 5000

export const usePlatforms = () =>
  useQuery({ queryKey: ['platforms'], queryFn: () => getAll<Platform>('/platforms'), refetchInterval: OFTEN_MS })
export const usePlatform = (id: string) =>
  useQuery({ queryKey: ['platforms', id], queryFn: () => get<Platform>(`/platforms/${encodeURIComponent(id)}`), refetchInterval: OFTEN_MS })

export const useAddPlatform = () => useDeed((given: NewPlatform) => post<PlatformMade>('/platforms', given), ['platforms'])
export const useChangePlatform = (id: string) =>
  useDeed((given: PlatformChange) => patch<Platform>(`/platforms/${encodeURIComponent(id)}`, given), ['platforms'])
export const useNewPassword = (id: string) =>
  useDeed(() => post<PlatformMade>(`/platforms/${encodeURIComponent(id)}/password`, {}), ['platforms'])
