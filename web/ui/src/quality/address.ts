// The address of the quality page is its state: which month, whose figures, which list.

export type By = 'operator' | 'vehicle'
export interface QualityAddress {
  month: string
  by: By
  operator: string | null
  vehicle: string | null
}

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/
const ID = /^\d{1,10}$/

/** `present` is the month it is in the office. */
export function readQuality(search: string, present: string): QualityAddress {
  const q = new URLSearchParams(search)
  const id = (key: string) => (ID.test(q.get(key) ?? '') ? q.get(key) : null)
  const month = q.get('month') ?? ''
  return {
    month: MONTH.test(month) ? month : present,
    by: q.get('by') === 'vehicle' || id('operator') !== null ? 'vehicle' : 'operator',
    operator: id('operator'),
    vehicle: id('vehicle'),
  }
}

/** A new question leaves the list's own state (search, filters, page) behind. */
export function writeQuality(address: QualityAddress, present: string): string {
  const q = new URLSearchParams()
  if (address.month !== present) q.set('month', address.month)
  if (address.by === 'vehicle') q.set('by', 'vehicle')
  if (address.operator !== null) q.set('operator', address.operator)
  if (address.vehicle !== null) q.set('vehicle', address.vehicle)
  const text = q.toString()
  return text ? `/quality?${text}` : '/quality'
}

/** The month so many months from one: monthFrom('2026-01', -1) is '2025-12'. */
export function monthFrom(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = year * 12 + number - 1 + months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** Every day of a month, as dates. */
export function daysOf(month: string): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return Array.from({ length: count }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`)
}
