// The mock's quality of data: the six metrics of any month, days and reasons, the same every time.
import type { Definition, Quality, QualityDay } from '../src/api/quality'
import { daysOf } from '../src/quality/address.ts'
import type { MockBus } from './world.ts'

const definition = (id: Definition['id'], unit: Definition['unit'], zh: string, en: string, floor: number | null = null): Definition => ({
  id, unit, floor, less_is_better: id === 'drift', name: { zh, en }, formula: { zh: '分子 ÷ 分母', en: 'numerator ÷ denominator' },
  source: { zh: '交运发〔2014〕267号', en: 'Jiaoyunfa [2014] No. 267' }, ours: { zh: '演示数据', en: 'figures of the mock' },
})
const DEFINITIONS = [
  definition('connectivity', 's', '平台连通率', 'Platform connectivity'), definition('network', 'vehicle', '车辆入网率', 'Vehicles networked', 0.9),
  definition('online', 'vehicle', '车辆上线率', 'Vehicles online'), definition('track', 'm', '轨迹完整率', 'Track completeness', 0.7),
  definition('qualified', 'record', '数据合格率', 'Data qualification', 0.8), definition('drift', 'vehicle_day', '卫星定位漂移车辆率', 'Vehicles drifting', 0.05),
]
const REASONS = [
  { id: 'speed', unqualifying: true, name: { zh: '速度超出范围', en: 'Speed out of range' } },
  { id: 'delayed', unqualifying: false, name: { zh: '补报', en: 'Delayed' } },
]

export function quality(buses: MockBus[], id: string | undefined, query: URLSearchParams): unknown {
  const month = query.get('month') ?? '2026-11'
  const own = buses.filter(({ vehicle }) => (query.get('operator_id') ?? vehicle.operator_id) === vehicle.operator_id && (query.get('vehicle_id') ?? vehicle.id) === vehicle.id)
  if (id === 'definitions') return { items: DEFINITIONS, reasons: REASONS }
  if (id === 'days') return { month, items: daysOf(month).map((day, at) => dayOf(day, at, own.length)) }
  const by = query.get('by') ?? 'platform'
  const groups = new Map<string, MockBus[]>()
  for (const bus of own) {
    const key = by === 'platform' ? '0' : by === 'operator' ? (bus.vehicle.operator_id ?? '0') : bus.vehicle.id
    groups.set(key, [...(groups.get(key) ?? []), bus])
  }
  return { month, by, next: null, computed_at: new Date().toISOString(), items: [...groups].map(([key, held]) => figures(key, by, held)) }
}

const share = (numerator: number, denominator: number) => ({ numerator, denominator, rate: denominator ? numerator / denominator : null })

function figures(id: string, by: string, held: MockBus[]): Quality {
  const n = held.length
  const first = held[0]?.vehicle
  return {
    id, name: by === 'vehicle' ? (first?.plate ?? null) : by === 'operator' ? (first?.operator_name ?? null) : null,
    operator_id: by === 'platform' ? null : (first?.operator_id ?? null), operator_name: by === 'platform' ? null : (first?.operator_name ?? null),
    metrics: {
      ...(by === 'platform' ? { connectivity: share(2_676_400, 2_678_400) } : {}), network: share(n, n), online: share(n, n),
      track: share(1_690_000 * n, 1_722_000 * n), qualified: share(96_773 * n, 96_809 * n), drift: share(by === 'platform' ? 9 : 0, 22 * n),
    },
    breaks: by === 'platform' ? 1 : null, received: 96_809 * n, kept: 96_800 * n, qualified: 96_773 * n, parked: 9 * n, repeated: 40 * n, drift_points: 9,
    online_days: 22 * n, drift_days: 9, last_at: new Date().toISOString(), reasons: { delayed: 736 * n, speed: 27 * n }, parked_reasons: { bad_checksum: 9 * n },
  }
}

const dayOf = (day: string, at: number, n: number): QualityDay => {
  const drives = at % 7 < 5 ? n : 0
  return {
    day, online: drives, received: 4400 * drives, kept: 4400 * drives, qualified: (4398 - (at % 3) * 20) * drives, parked: 0, repeated: 2 * drives,
    drift_points: at % 11 === 0 ? 3 : 0, complete_m: 74_000 * drives, total_m: (76_000 + (at % 4) * 1000) * drives, first_at: null, last_at: null,
  }
}
