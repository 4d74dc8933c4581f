// The mock's desk: a case for each finding of the mock's buses; nothing that is done to it is kept.
import type { Case, CaseDetail, Who } from '../src/api/desk'
import type { World } from './world.ts'

const OFFICER: Who = { id: 'officer', name: '王建国', role: 'officer' }
const HALF_AN_HOUR_MS = 1_800_000
const OPERATORS = ['港城校车服务有限公司', '云台客运有限公司']

function cases(world: World): Case[] {
  return world.findings.map((finding, n) => {
    const due = Date.parse(finding.began) + HALF_AN_HOUR_MS
    const state = (['open', 'acknowledged', 'handled'] as const)[n % 3] ?? 'open'
    return {
      id: String(n + 1), rule: finding.rule, article: finding.article, severity: finding.rule === 'R01' ? 'B' : 'A1', state, level: n % 2, version: 1, vehicle_id: finding.vehicle_id,
      plate: finding.plate, operator: OPERATORS[n % 2] ?? null, school: null, findings: 1 + (n % 3), first_began: finding.began, last_began: finding.began, opened_at: finding.began,
      due_at: state === 'handled' ? null : new Date(due).toISOString(), overdue: state !== 'handled' && due < Date.now(), assigned: state === 'acknowledged' ? OFFICER : null, taken_over: false,
      sampled: state === 'handled', decision: null, open_findings: finding.ended === null ? 1 : 0, line_name: finding.line_name, measured: finding.measured, allowed: finding.allowed, unit: finding.unit,
    }
  })
}

function detail(world: World, one: Case): CaseDetail {
  const finding = world.findings[Number(one.id) - 1]
  return {
    ...one, case_findings: finding ? [finding] : [], attachments: [], chart: world.buses.find((bus) => bus.bus.id === one.vehicle_id)?.chart ?? [], decided_by: 'police',
    may: one.state === 'handled' ? ['verify', 'send_back', 'reject', 'note'] : ['acknowledge', 'assign', 'take_over', 'reject', 'call', 'note', 'attach'],
    events: [{ id: '1', at: one.opened_at, by: null, step: 'opened', from_state: null, to_state: 'open', note: null, detail: {} }],
  }
}

/** What `/desk/<part>/<id>/<of>` answers. */
export function desk(world: World, part: string | undefined, id: string | undefined, of: string | undefined): unknown {
  const all = cases(world)
  const one = all.find((each) => each.id === id)
  if (part === 'cases' && of === 'assignees') return { items: [OFFICER] }
  if (part === 'cases' && id) return one ? detail(world, one) : undefined
  if (part === 'watch') return { holder: OFFICER, since: new Date(Date.now() - HALF_AN_HOUR_MS).toISOString(), on_duty: [OFFICER], open_cases: all.length }
  return { items: part === 'cases' ? all : [], next: null }
}
