// The mock's moving fleet: 24 buses on 8 lines in all six states, findings that begin and end.
import { randomUUID } from 'node:crypto'
import type { Bus, BusState, Finding, Vehicle } from '../src/api/types'
import { along, LINES, OPERATORS, RISKS, VEHICLES, type At, type MockLine } from './district.ts'

const STATES: BusState[] = ['in_order', 'in_order', 'late', 'in_order', 'breach', 'parked', 'in_order', 'late', 'silent', 'in_order', 'no_permit', 'parked', 'in_order', 'breach', 'in_order', 'parked', 'in_order', 'late', 'parked', 'in_order', 'no_permit', 'in_order', 'parked', 'silent']

export interface MockBus { bus: Bus; vehicle: Vehicle; line: MockLine; part: number; step: number; chart: { time: string; speed_kmh: number; limit_kmh: number }[] }

export class World {
  readonly buses: MockBus[]
  readonly findings: Finding[] = []
  readonly changedFindings = new Set<Finding>()
  private ticks = 0

  constructor(count: number) {
    const now = Date.now()
    this.buses = Array.from({ length: count }, (_, i) => makeBus(i, now))
    const troubled = this.buses.filter((one) => ['breach', 'no_permit', 'silent'].includes(one.bus.state))
    for (const [i, one] of troubled.entries()) this.find(one, now - (i * 97 + 30) * 1000, null)
    for (let i = 0; i < 14; i++) this.find(this.buses[(i * 5) % count]!, now - (i * 23 + 20) * 60_000, now - (i * 23 + 20) * 60_000 + (25 + i * 11) * 1000)
  }

  /** One second of the day. */
  tick(): { buses: Bus[]; findings: Finding[] } {
    this.ticks += 1
    const now = Date.now()
    const moved: Bus[] = []
    for (const one of this.buses) {
      const { bus } = one
      if (bus.state === 'silent' || bus.state === 'parked') continue
      one.part += one.step
      if (one.part > 1 || one.part < 0) { one.step = -one.step; one.part = Math.min(1, Math.max(0, one.part)) }
      const { at, course_deg } = along(one.line.path.coordinates, one.part)
      const speed = Math.max(0, Math.abs(one.step) * one.line.length_m * 3.6 + Math.sin(now / 9000 + one.part * 40) * 6)
      one.bus = { ...bus, lon: at[0], lat: at[1], course_deg: one.step > 0 ? course_deg : (course_deg + 180) % 360, speed_kmh: Math.round(speed * 10) / 10, fix_time: new Date(now).toISOString() }
      if (this.ticks % 5 === 0) { one.chart.push({ time: one.bus.fix_time, speed_kmh: Math.round(speed), limit_kmh: 60 }); if (one.chart.length > 120) one.chart.shift() }
      moved.push(one.bus)
    }
    if (this.ticks % 20 === 0) this.event(now)
    const findings = [...this.changedFindings]
    this.changedFindings.clear()
    return { buses: moved, findings }
  }

  private event(now: number): void {
    const open = this.findings.filter((finding) => finding.ended === null)
    const oldest = open.at(-1)
    if (open.length > 7 && oldest) { oldest.ended = new Date(now).toISOString(); this.changedFindings.add(oldest); return }
    const candidates = this.buses.filter((one) => ['breach', 'no_permit'].includes(one.bus.state))
    const one = candidates[Math.floor(this.ticks / 20) % Math.max(1, candidates.length)]
    if (one) this.find(one, now, null)
  }

  private find(one: MockBus, began: number, ended: number | null): void {
    const n = this.findings.length
    const kinds = { breach: n % 3, no_permit: 3, silent: 4, in_order: n % 3, late: n % 3, parked: n % 3 } as const
    const kind = kinds[one.bus.state]
    const risk = RISKS[n % RISKS.length]!
    const shape = [
      { rule: 'R24', article: '35', severity: 'A1', measured: 38 + (n % 9), allowed: 20, unit: 'km/h' as const, place: risk.properties, notes: [] as string[] },
      { rule: 'R23', article: '35', severity: 'A1', measured: 65.4, allowed: 60, unit: 'km/h' as const, place: null, notes: ['posted_limit_unknown'] },
      { rule: 'R25', article: '30', severity: 'A1', measured: 184, allowed: 60, unit: 'm' as const, place: null, notes: [] },
      { rule: 'R01', article: '18', severity: 'B', measured: null, allowed: null, unit: null, place: null, notes: [n % 2 ? 'no_sign_in_force' : 'no_permit_in_force'] },
      { rule: 'R29', article: '21', severity: 'A1', measured: 264, allowed: 90, unit: 's' as const, place: null, notes: [] },
    ][kind]!
    const at = kind === 0 ? along(risk.geometry.coordinates, 0.5).at : [one.bus.lon, one.bus.lat]
    const finding: Finding = {
      id: randomUUID(), ...shape, vehicle_id: one.bus.id, plate: one.bus.plate, began: new Date(began).toISOString(), ended: ended === null ? null : new Date(ended).toISOString(),
      point: { type: 'Point', coordinates: at }, permit_version_id: kind === 3 ? null : randomUUID(), permit_number: kind === 3 ? null : `连校许〔2026〕第${String(n + 1).padStart(3, '0')}号`,
      run_id: `run-${one.bus.id}`, line_name: one.line.name, delayed: n % 9 === 7, trial: false, aboard: 'presumed', versions: { permit: 3, place: 7, parameter: 2, run: 1, program: '0.1.0' },
    }
    this.findings.unshift(finding)
    this.changedFindings.add(finding)
  }
}

function makeBus(i: number, now: number): MockBus {
  const state = STATES[i % STATES.length]!
  const line = LINES[(i * 5) % LINES.length]!
  const part = (i * 0.37) % 1
  const { at, course_deg } = along(line.path.coordinates, part)
  const parked = state === 'parked'
  const lot: At = [119.3357, 34.7443]
  const [lon, lat] = parked ? [lot[0] + ((i % 5) - 2) * 0.00025, lot[1] + ((i % 3) - 1) * 0.0002] : at
  const given = VEHICLES[i % VEHICLES.length]!
  const operator = OPERATORS.find((one) => one.key === given.operator) ?? OPERATORS[0]!
  const plate = i < VEHICLES.length ? given.plate : `苏G·X${2000 + i}`
  const silentFor = 140 + i * 31
  const bus: Bus = {
    id: `v${i + 1}`, plate, lon, lat, course_deg: parked ? null : course_deg, speed_kmh: parked || state === 'silent' ? 0 : 30, state,
    fix_time: new Date(now - (parked ? 5 * 3600_000 : state === 'silent' ? silentFor * 1000 : 0)).toISOString(), run_id: parked ? null : `run-v${i + 1}`,
    line_name: parked ? null : line.name, late_s: state === 'late' ? 540 : 20, operator_id: operator.key, moving: !parked,
  }
  const vehicle: Vehicle = { id: bus.id, plate, plate_colour: 'yellow', type: 'primary_bus', seats: given.seats, operator_id: operator.key, operator_name: operator.name, school_id: line.school }
  const chart = Array.from({ length: 110 }, (_, k) => {
    const time = now - (110 - k) * 5000
    return { time: new Date(time).toISOString(), speed_kmh: Math.max(0, Math.round(34 + Math.sin(k / 6 + i) * 16 + Math.sin(k / 2.3) * 5 - (k % 37 < 4 ? 30 : 0))), limit_kmh: k > 60 && k < 78 ? 20 : 60 }
  })
  return { bus, vehicle, line, part, step: ((9 + (i % 4) * 1.5) / line.length_m) * (i % 2 ? 1 : -1), chart: parked ? [] : chart }
}
