// The forms of the registers as tables: which fields a record or an edit has, and of what kind each is.
import type { RecordKind, VehicleFile } from '../api/registers'

export type FieldName =
  | 'kind' | 'insurer' | 'number' | 'valid_from' | 'valid_to' | 'amount_per_seat' | 'file_id' | 'count' | 'checked_on' | 'expires_on' | 'note' | 'done_on' | 'odometer_km' | 'work' | 'place'
  | 'about' | 'confirmed_on' | 'document_number' | 'due_on' | 'inspection_valid_to' | 'inspection_requested_on' | 'registered_on' | 'licence_class' | 'seats' | 'vin' | 'name' | 'name_en'
  | 'phone' | 'born_on' | 'left_on'
export interface FieldOf {
  name: FieldName
  is: 'text' | 'date' | 'number' | 'file' | 'kind'
  needed?: boolean
  kinds?: readonly KindName[]
}
export const INSURANCES = ['carrier', 'compulsory', 'commercial', 'accident'] as const
export const EQUIPMENT = ['hammer', 'extinguisher', 'first_aid', 'locator', 'lamp', 'stop_sign', 'seat_belts', 'safety_door', 'triangle', 'video'] as const
export const MAINTENANCE = ['service', 'repair', 'check'] as const
export const CONFIRMED = ['crime', 'health'] as const
export type KindName = (typeof INSURANCES)[number] | (typeof EQUIPMENT)[number] | (typeof MAINTENANCE)[number] | (typeof CONFIRMED)[number]

export const RECORD_FIELDS: Record<RecordKind, readonly FieldOf[]> = {
  insurance: [
    { name: 'kind', is: 'kind', kinds: INSURANCES, needed: true }, { name: 'insurer', is: 'text', needed: true }, { name: 'number', is: 'text', needed: true },
    { name: 'valid_from', is: 'date', needed: true }, { name: 'valid_to', is: 'date', needed: true }, { name: 'amount_per_seat', is: 'number' }, { name: 'file_id', is: 'file' },
  ],
  equipment: [
    { name: 'kind', is: 'kind', kinds: EQUIPMENT, needed: true }, { name: 'count', is: 'number', needed: true }, { name: 'checked_on', is: 'date', needed: true },
    { name: 'expires_on', is: 'date' }, { name: 'note', is: 'text' }, { name: 'file_id', is: 'file' },
  ],
  maintenance: [
    { name: 'kind', is: 'kind', kinds: MAINTENANCE, needed: true }, { name: 'done_on', is: 'date', needed: true }, { name: 'odometer_km', is: 'number' },
    { name: 'work', is: 'text', needed: true }, { name: 'place', is: 'text', needed: true }, { name: 'file_id', is: 'file' },
  ],
  confirmation: [{ name: 'about', is: 'kind', kinds: CONFIRMED, needed: true }, { name: 'confirmed_on', is: 'date', needed: true }, { name: 'document_number', is: 'text', needed: true }],
  duty: [{ name: 'done_on', is: 'date' }, { name: 'due_on', is: 'date' }, { name: 'note', is: 'text' }, { name: 'file_id', is: 'file' }],
}
export const VEHICLE_FIELDS: readonly FieldOf[] = [
  { name: 'inspection_valid_to', is: 'date' }, { name: 'inspection_requested_on', is: 'date' }, { name: 'registered_on', is: 'date' }, { name: 'licence_class', is: 'text' },
  { name: 'seats', is: 'number' }, { name: 'vin', is: 'text' },
]
export const PERSON_FIELDS: readonly FieldOf[] = [
  { name: 'name', is: 'text', needed: true }, { name: 'name_en', is: 'text' }, { name: 'phone', is: 'text' }, { name: 'born_on', is: 'date' }, { name: 'left_on', is: 'date' },
]
export const PAPERS = {
  vehicles: ['vehicle_licence', 'inspection', 'insurance', 'equipment', 'maintenance', 'photo', 'other'],
  people: ['driver_licence', 'training', 'contract', 'photo', 'other'],
  organisations: ['safety_system', 'appointment', 'responsibility_letter', 'education', 'drill', 'licence', 'other'],
} as const

/** What a form holds as the API takes it: what is empty is null. */
export const wishOf = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === undefined || value === '' ? null : value]))

/** The signs that end for good once the inspection is recorded as over; none where it was over already, or is not. */
export const endedBy = (file: Pick<VehicleFile, 'inspection_valid_to' | 'permits'>, day: unknown, today: string): string[] =>
  typeof day === 'string' && day < today && day !== file.inspection_valid_to
    ? file.permits.flatMap((one) => (one.sign_number && one.sign_valid_to && one.sign_valid_to >= today ? [one.sign_number] : []))
    : []
