// Which binding of a device holds now, which was the last; pure.
import type { Binding, Device } from '../api/deviceTypes'

export const holds = (binding: Binding, now: number): boolean =>
  Date.parse(binding.since) <= now && (binding.until === null || Date.parse(binding.until) > now)

export const bindingOf = (device: Pick<Device, 'bindings'>, now: number): Binding | undefined => device.bindings.find((one) => holds(one, now))

/** Until when the broker does not let it in for having sent too much; null where it does. */
export const shutUntil = ({ throttled_until: until }: Pick<Device, 'throttled_until'>, now: number): string | null =>
  until !== null && Date.parse(until) > now ? until : null

/** The newest first, as a history is read. */
export const history = (device: Pick<Device, 'bindings'>): Binding[] => [...device.bindings].sort((a, b) => Date.parse(b.since) - Date.parse(a.since))

/** Of several devices that a bus carries, the one that takes commands. */
export const commandable = (devices: readonly Device[], vehicle: string, now: number): Device | undefined =>
  devices.find((one) => one.protocol === 'jt808' && !one.disabled && bindingOf(one, now)?.vehicle_id === vehicle)
