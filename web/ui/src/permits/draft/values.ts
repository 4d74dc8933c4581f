// A draft as its form holds it, and as the API takes it.
import type { Draft, PermitFile, Plan } from '../../api/permits'

export interface DraftValues {
  portal_number?: string | null
  vehicle_id?: string | null
  permit_id?: string | null
  driver_ids: string[]
  attendant_ids: string[]
  line_version_ids: string[]
  seats?: number | null
  insurer?: string | null
  insurance_number?: string | null
  insured_from?: string | null
  insured_until?: string | null
  safety_system: boolean
  safety_officer?: string | null
  letter_signed_on?: string | null
  remarks?: string | null
}

export function valuesOf(one: PermitFile): DraftValues {
  const { driver_ids, attendant_ids, line_version_ids, ...rest } = one.content
  return {
    ...rest, driver_ids: driver_ids.map(String), attendant_ids: attendant_ids.map(String), line_version_ids: line_version_ids.map(String),
    portal_number: one.portal_number, vehicle_id: one.vehicle?.id ?? null, permit_id: one.permit?.id ?? null,
  }
}

/** What is empty is not said: a blank is none. */
const said = (text: string | null | undefined): string | null => text?.trim() || null

export function draftOf(values: DraftValues, version: number): Draft {
  const content: Plan = {
    driver_ids: values.driver_ids, attendant_ids: values.attendant_ids, line_version_ids: values.line_version_ids, seats: values.seats ?? null, insurer: said(values.insurer),
    insurance_number: said(values.insurance_number), insured_from: said(values.insured_from), insured_until: said(values.insured_until), safety_system: values.safety_system,
    safety_officer: said(values.safety_officer), letter_signed_on: said(values.letter_signed_on), remarks: said(values.remarks),
  }
  return { version, vehicle_id: values.vehicle_id ?? null, permit_id: values.permit_id ?? null, portal_number: said(values.portal_number), content }
}
