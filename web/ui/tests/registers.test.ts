// What a form of the registers asks before it is saved.
import { describe, expect, it } from 'vitest'
import type { PermitShown } from '../src/api/registers'
import { endedBy } from '../src/registers/fields'

const permit: PermitShown = {
  id: '1', number: '许可1', plate: '苏G00001', vehicle_id: '1', holder: '公司', valid_from: '2026-09-01', valid_to: null, in_force: true, sign_number: '苏G-1', sign_valid_to: '2027-03-31',
}
const file = { inspection_valid_to: '2027-03-31', permits: [permit] }

describe('an inspection that is recorded as over', () => {
  it('names the signs that end with it', () => expect(endedBy(file, '2026-11-26', '2026-11-27')).toEqual(['苏G-1']))
  it('asks nothing of a day that is not over', () => expect(endedBy(file, '2026-11-27', '2026-11-27')).toEqual([]))
  it('asks nothing when it was recorded so already', () => expect(endedBy({ ...file, inspection_valid_to: '2026-11-26' }, '2026-11-26', '2026-11-27')).toEqual([]))
  it('asks nothing where no sign is left', () => expect(endedBy({ ...file, permits: [{ ...permit, sign_number: null, sign_valid_to: null }] }, '2026-11-26', '2026-11-27')).toEqual([]))
})
