// The mock's board of runs and its school calendar: one run in each state, a month with a half day and a make-up day.
import type { Board, BoardRun, CalendarMonth, RunState } from '../src/api/runs'
import type { World } from './world.ts'

const STATES: readonly RunState[] = ['not_started', 'due', 'ready', 'under_way', 'at_school', 'ended', 'cancelled']
const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const today = () => new Date().toISOString().slice(0, 10)

export function board(world: World): Board {
  const items = STATES.flatMap((state, n) => world.buses.slice(n * 2, n * 2 + 2).map((one, m) => runOf(one.bus, state, n, m)))
  const counts = Object.fromEntries(STATES.map((state) => [state, items.filter((one) => one.state === state).length])) as Record<RunState, number>
  return { day: today(), now: at(0), made_at: at(-90), calendar: { classes: true, decided: 'office', no_term: true, unsaid: false, note: null }, counts, papers_amiss: 1, items, cut: false }
}

function runOf(bus: { id: string; plate: string }, state: RunState, n: number, m: number): BoardRun {
  const waits = state === 'not_started'
  const before = state === 'due' || state === 'ready'
  return {
    id: `${n}${m}`, vehicle_id: bus.id, plate: bus.plate, operator: '连云区校车服务有限公司', line_id: `line-${n % 4}`, line_name: `${n % 4 + 1}号线 海棠小学（朝阳东路—海棠路口）`, line_name_en: null, school_id: '1', school: '海棠小学', school_en: 'Haitang Primary',
    direction: n % 2 === 0 ? 'to_school' : 'from_school', planned_start: at(before ? 20 + n : -12 - n), planned_end: at(before ? 60 : 25), state, waits_s: waits ? 720 : null, late_s: state === 'under_way' ? 240 : null,
    started_at: before || waits ? null : at(-10), ended_at: state === 'ended' ? at(-2) : null, stop: before || waits ? null : 3, stops: 8, driver: m === 0 ? '张师傅' : null, attendant: null,
    papers: state === 'ready' ? 'yes' : state === 'due' ? 'no' : waits ? 'cannot_tell' : null,
    amiss: state === 'due' ? [{ rule: 'R03', title: { zh: '检验有效', en: 'Inspection valid' }, said: 'breach', missing: null }] : waits ? [{ rule: 'R05', title: { zh: '校车驾驶资格', en: 'Endorsed for the class' }, said: 'unknown', missing: { zh: '班次没有指定驾驶人', en: 'no driver is named for the run' } }] : [],
    reason: state === 'cancelled' ? { zh: '校历：当天不上课', en: 'School calendar: no classes that day' } : state === 'ready' && m === 1 ? { zh: '校历：半天', en: 'School calendar: half a day' } : null,
  }
}

export function month(): CalendarMonth {
  const of = today().slice(0, 7)
  const days = Array.from({ length: 30 }, (_, n) => {
    const day = `${of}-${String(n + 1).padStart(2, '0')}`
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
    const half = n === 12
    const makeUp = n === 20
    return {
      day, classes: weekday < 5 || makeUp, weekday: makeUp ? 4 : weekday, decided: half || makeUp ? 'district' as const : 'office' as const, ends_at: half ? '12:00:00' : null, leaves_at: half ? '11:40:00' : null,
      unsaid: false, note: half ? '家长会' : null, holiday: null, entry: half ? { day, classes: true, counts_as: null, ends_at: '12:00:00', leaves_at: '11:40:00', note: '家长会', source: null } : null,
    }
  })
  return { month: of, today: today(), school_id: null, stage: null, no_term: true, may_edit: true, days, terms: [], own_terms: [] }
}
