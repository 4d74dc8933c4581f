// What a replay shows of each bus: its track with what was true meanwhile, and what of that holds at a moment.
import type { ApprovedLine, History, PastRun, PermitThen } from '../api/playback'
import type { BusState, Finding } from '../api/types'
import type { Track } from './track'

export interface ShownBus {
  id: string
  plate: string
  track: Track
  history: History
  colour: string
}

const startOf = (run: PastRun): number => Date.parse(run.started_at ?? run.planned_start)
const endOf = (run: PastRun): number => Date.parse(run.ended_at ?? run.planned_end)

export const permitAt = (history: History, moment: number): PermitThen | null =>
  history.permits.find((one) => (one.since === null || Date.parse(one.since) <= moment) && (one.until === null || moment < Date.parse(one.until))) ?? null

export const runAt = (history: History, moment: number): PastRun | null =>
  history.runs.find((run) => run.state !== 'cancelled' && startOf(run) <= moment && moment <= endOf(run)) ?? null

export const findingsAt = (history: History, moment: number): Finding[] =>
  history.findings.filter((one) => Date.parse(one.began) <= moment && (one.ended === null || moment <= Date.parse(one.ended)))

export const corridorAt = (history: History, moment: number): number =>
  history.corridor.findLast((one) => Date.parse(one.since) <= moment)?.corridor_m ?? history.corridor[0]?.corridor_m ?? 0

/** The lines that bound it then: that of its run, between runs all that its permit approved. */
export function linesAt(history: History, moment: number): ApprovedLine[] {
  const lines = permitAt(history, moment)?.lines ?? []
  const run = runAt(history, moment)
  const own = lines.filter((line) => line.id === run?.line_id)
  return own.length > 0 ? own : lines
}

/** As it is drawn: in breach while a finding lasts, silent while nothing is heard. */
export const stateAt = (inBreach: boolean, silent: boolean): BusState => (silent ? 'silent' : inBreach ? 'breach' : 'in_order')

/** Changes of what is drawn under the bus (permit, run, corridor, places): between two of them the map is the same. */
export function changesOf(histories: readonly History[]): number[] {
  const moments = histories.flatMap((history) => [
    ...history.places_changed, ...history.corridor.map((one) => one.since), ...history.permits.flatMap((one) => [one.since, one.until]),
    ...history.runs.flatMap((run) => [run.started_at ?? run.planned_start, run.ended_at ?? run.planned_end]),
  ])
  return [...new Set(moments.flatMap((iso) => (iso ? [Date.parse(iso)] : [])))].sort((a, b) => a - b)
}

export interface Happening {
  key: string
  vehicle: string
  plate: string
  from: number
  to: number | null
  kind: 'finding' | 'stop' | 'run'
  finding?: Finding
  run?: PastRun
  name: string
  /** Behind the plan, of a stop. */
  lateS?: number
}

/** Findings, runs and the stops that the bus came to, in order of time. */
export function happenings(buses: readonly ShownBus[]): Happening[] {
  const all = buses.flatMap(({ id, plate, history }) => {
    const of = { vehicle: id, plate }
    const findings = history.findings.map((finding): Happening => ({
      ...of, key: finding.id, kind: 'finding', finding, name: finding.rule, from: Date.parse(finding.began), to: finding.ended ? Date.parse(finding.ended) : null,
    }))
    const runs = history.runs.filter((run) => run.started_at !== null).map((run): Happening => ({ ...of, key: `run-${run.id}`, kind: 'run', run, name: run.line_name, from: startOf(run), to: endOf(run) }))
    const stops = history.runs.flatMap((run) =>
      run.stops.flatMap((stop, n): Happening[] => {
        if (!stop.arrived) return []
        const late = stop.planned ? { lateS: (Date.parse(stop.arrived) - Date.parse(stop.planned)) / 1000 } : {}
        return [{ ...of, ...late, key: `stop-${run.id}-${n}`, kind: 'stop', name: stop.name, from: Date.parse(stop.arrived), to: null }]
      }),
    )
    return [...findings, ...runs, ...stops]
  })
  return all.sort((a, b) => a.from - b.from)
}
