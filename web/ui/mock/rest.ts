// The mock's HTTP answers, in the shapes of the contract.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Device, Door, Unknown } from '../src/api/deviceTypes'
import type { Platform } from '../src/api/platforms'
import type { Card } from '../src/api/types'
import { desk } from './desk.ts'
import { BASE, LINES, PLACES, SCHOOLS } from './district.ts'
import type { Live } from './live.ts'
import { quality } from './quality.ts'
import { RULES } from './rules.ts'
import { board, month } from './runs.ts'
import type { MockBus, World } from './world.ts'

const ACCOUNTS = ['admin', 'officer', 'clerk', 'police', 'school', 'operator', 'parent'].map((name) => ({ username: name, password: `demo-${name}`, role: name }))
const collection = (features: unknown[]) => ({ type: 'FeatureCollection', features })
const list = (items: unknown[]) => ({ items, next: null })
const accountOf = (name: string) => ({ account: { id: name, username: name, display_name: { officer: '王建国', parent: '李敏' }[name] ?? name, role: name, locale: null, organisation: { id: 'edu', name: '连云区教育局', kind: 'education' } } })

export async function answer(world: World, live: Live, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mock')
  const path = url.pathname.replace('/api/v1', '')
  const user = /schoolbus_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
  const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers })
    response.end(body === null ? undefined : JSON.stringify(body))
  }
  if (path === '/mock/behind') { live.behind_s = Number(url.searchParams.get('s')); return send(200, {}) }
  if (path === '/mock/drop') { live.drop(); return send(200, {}) }
  if (path === '/mock/empty') { world.findings.length = 0; return send(200, {}) }
  if (path === '/config') return send(200, CONFIG)
  if (path === '/public/report-form') return send(200, { ticket: 'mock-ticket-of-a-form', least_s: 0, photos_max: 6, photo_max_bytes: 20_971_520, contact_days: 90, photo_days: 365, refused_photo_days: 7, untouched_days: 180, working_days: 1 })
  if (path === '/map/base') return send(200, collection(BASE))
  if (path === '/session' && request.method === 'POST') {
    const { username, password } = JSON.parse(await bodyOf(request)) as { username: string; password: string }
    const right = ACCOUNTS.some((one) => one.username === username && one.password === password)
    return right ? send(200, accountOf(username), { 'Set-Cookie': `schoolbus_session=${username}; Path=/; HttpOnly; SameSite=Lax` }) : send(401, { title: 'bad credentials', status: 401, code: 'bad_credentials' })
  }
  if (!user) return send(401, { title: 'not logged in', status: 401, code: 'not_logged_in' })
  if (path === '/session' && request.method === 'DELETE') return send(204, null, { 'Set-Cookie': 'schoolbus_session=; Path=/; Max-Age=0' })
  if (path === '/session') return send(200, accountOf(user))
  const body = known(world, path, url.searchParams)
  return body === undefined ? send(404, { title: 'not found', status: 404, code: 'not_found' }) : send(200, body)
}

const CONFIG = {
  map: { center: [119.38, 34.72], zoom: 11.5, bounds: null, tiles: null, pmtiles: null },
  timezone: 'Asia/Shanghai', silent_after_s: 90, version: '0.1.0', demo: true, demo_accounts: ACCOUNTS,
}

function known(world: World, path: string, query: URLSearchParams): unknown {
  const [, room, id, part, of] = path.split('/')
  const bus = world.buses.find((one) => one.bus.id === id)
  if (room === 'desk') return desk(world, id, part, of)
  if (room === 'map') return collection(BASE)
  if (room === 'rules') return list(RULES)
  if (room === 'rule-modes') return { days: 7, items: RULES.map((rule, n) => ({ rule: rule.id, mode: n === 2 ? 'trial' : 'on', since: null, operators: [], history: [], would_have: n === 2 ? 14 : 0, raised: n * 3 })) }
  if (room === 'parameters') return list([])
  if (room === 'vehicles' && bus && part === 'papers-check') return { day: new Date().toISOString().slice(0, 10), may_serve: 'yes', items: [] }
  if (room === 'runs' && part === 'departure-check') return { day: new Date().toISOString().slice(0, 10), may_depart: 'yes', line_name: '', planned_start: new Date().toISOString(), items: [] }
  if (room === 'runs' && id === 'board') return board(world)
  if (room === 'administration' && id === 'school-calendar') return month()
  if (room === 'places') return collection(PLACES)
  if (room === 'conditions' || room === 'exemptions') return list([])
  if (room === 'organisations') return list(SCHOOLS.map((s) => ({ id: s.key, name: s.name, name_en: s.name_en, kind: 'school', stage: s.stage, point: s.point })))
  if (room === 'lines' && id === 'details') return list(LINES.map((line) => lineDetail(line.key)))
  if (room === 'lines') return id ? lineDetail(id) : list(LINES.map((line) => lineHead(line)))
  if (room === 'vehicles' && !id) return list(world.buses.map((one) => one.vehicle))
  if (room === 'vehicles' && bus && part === 'card') return card(world, bus)
  if (room === 'vehicles' && bus && part === 'positions') return collection([])
  if (room === 'seals' || room === 'reports') return list([])
  if (room === 'report-clock') return { waiting: 0, overdue: 0, next_due_at: null }
  if (room === 'working-days') return { items: [], known_until: '2026-12-31' }
  if (room === 'vehicles' && bus && part === 'track') return { count: 0, time: [], lon: [], lat: [], speed: [], course: [], delayed: [], unproven: [], limit: [], others: 0, source: 'tracks', sha256: null }
  if (room === 'vehicles' && bus && part === 'history') return { vehicle_id: id, plate: bus.vehicle.plate, since: query.get('since'), until: query.get('until'), permits: [], corridor: [], runs: [], findings: [], places_changed: [] }
  if (room === 'findings') return id ? world.findings.find((finding) => finding.id === id) : list(world.findings)
  if (room === 'devices' && part === 'commands') return list([])
  if (room === 'devices' && id) return devicesOf(world).find((one) => one.id === id)
  if (room === 'devices') return list(devicesOf(world))
  if (room === 'unknown-devices') return list(STRANGERS)
  if (room === 'platforms') return id ? PLATFORMS.find((one) => one.id === id) : list(PLATFORMS)
  if (room === 'doors') return list(DOORS)
  if (room === 'vehicles' && bus && (part === 'media' || part === 'driver-cards')) return list([])
  if (room === 'quality') return quality(world.buses, id, query)
  if (room === 'parked') return list(PARKED)
  if (room === 'search') return list(search(world, query.get('q') ?? ''))
  return undefined
}

const devicesOf = (world: World): Device[] =>
  world.buses.map((one, i) => {
    const bound = i !== 23
    return {
      id: `8642${String(100000 + i * 37)}`, protocol: i % 3 ? 'nmea_mqtt' : 'jt808', name: null, silent_after_s: null, disabled: false, created_at: '2026-09-01T00:00:00Z', throttled_until: i === 4 ? new Date(Date.now() + 480_000).toISOString() : null,
      state: bound ? (one.bus.state === 'silent' ? 'silent' : 'heard') : 'unbound', last_heard: one.bus.fix_time,
      bindings: bound ? [{ id: String(i), vehicle_id: one.bus.id, plate: one.bus.plate, since: '2026-09-01T00:00:00Z', until: null }] : [],
    }
  })
const stranger = (id: number, door: string, device: string, detail: Record<string, unknown>, over: Partial<Unknown> = {}): Unknown => ({
  id: String(id), door, device, address: '10.20.4.17', detail, first_at: new Date(Date.now() - 3_600_000).toISOString(), last_at: new Date().toISOString(), times: id * 7, ignored_at: null,
  protocol: door === 'jt808' ? 'jt808' : 'nmea_mqtt', proposed_vehicle: null, waiting: 0, adoptable: true, registered: false, ...over,
})
const STRANGERS = [
  stranger(1, 'jt808', '13900005678', { maker: '70111', model: 'BSJ-A6', plate: '苏G·X1018' }, { proposed_vehicle: { id: 'b1', plate: '苏G·X1018' } }),
  stranger(2, 'mqtt', 'bus-0042', { why: 'unknown' }),
  stranger(3, 'nmea_tcp', 'tracker-07', {}, { protocol: 'nmea_tcp', waiting: 142 }),
]
const door = (protocol: Door['protocol'], transport: Door['transport'], port: number, topic: string | null = null): Door => ({ protocol, transport, host: null, port, tls: false, open: true, proves: !protocol.startsWith('nmea_t'), topic })
const DOORS = [door('jt808', 'tcp', 6808), door('nmea_mqtt', 'mqtt', 1883, 'bus/{id}/nmea'), door('osmand', 'http', 5055), door('nmea_tcp', 'tcp', 5005), door('jt809', 'tcp', 6809)]

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const platform = (id: number, name: string, over: Partial<Platform> = {}): Platform => ({
  id: String(id), name, access_code: 3_207_000 + id, user_id: 10_482_210 + id, version: 2019, networks: ['203.0.113.0/28'], encrypted: false, disabled: false, created_at: '2026-09-01T00:00:00Z',
  main_since: ago(260), slave_since: ago(260), last_heard: ago(0), problem: null, problem_at: null, vehicles: 18, ...over,
})
const PLATFORMS = [
  platform(1, '连云港市某校车服务有限公司平台', { networks: ['203.0.113.0/28', '198.51.100.7/32'] }),
  platform(2, '某客运集团平台', { version: 2011, slave_since: null, problem: 'slave_unreachable', problem_at: ago(2), encrypted: true, vehicles: 6 }),
  platform(3, '某设备厂商平台', { main_since: null, slave_since: null, last_heard: null, problem: 'wrong_password', problem_at: ago(1), vehicles: 0 }),
]

const lineHead = (line: (typeof LINES)[number]) => ({ id: line.key, code: line.code, name: line.name, name_en: line.name_en, direction: line.direction, school_id: line.school, school_name: SCHOOLS.find((s) => s.key === line.school)?.name ?? null })
function lineDetail(id: string): unknown {
  const line = LINES.find((one) => one.key === id)
  if (!line) return undefined
  return { ...lineHead(line), path: line.path, stops: line.stops }
}

function card(world: World, one: MockBus): Card {
  const { bus, vehicle, line } = one
  const start = Date.now() - 1_200_000
  const without = bus.state === 'no_permit'
  const at = (s: number) => new Date(start + s * 1000).toISOString()
  return {
    vehicle, state: bus.state, fix_time: bus.fix_time, last_heard: bus.fix_time, speed_kmh: bus.speed_kmh,
    driver: { name: '张海涛', phone_masked: '138****1234' }, attendant: { name: '刘桂芳', phone_masked: '159****6620' },
    permit: without ? null : { id: 'p', number: `连校许〔2026〕第${bus.id.slice(1).padStart(3, '0')}号`, version_id: 'pv', valid_from: '2026-08-25T00:00:00Z', valid_to: '2027-08-24T15:59:59Z', state: 'in_force', lines: [{ id: line.key, name: line.name }] },
    sign: without ? null : { number: `苏G校${bus.id.slice(1).padStart(4, '0')}`, valid_to: '2027-02-28T15:59:59Z' },
    run: bus.run_id ? { id: bus.run_id, line_id: line.key, line_name: line.name, direction: line.direction, planned_start: at(0), planned_end: at(line.stops.at(-1)?.offset_s ?? 0), state: 'under_way', next_stop: line.stops[2]?.name ?? null, late_s: bus.late_s ?? 0, stops: line.stops.map((stop, i) => ({ seq: i, name: stop.name, planned: at(stop.offset_s), arrived: i < 3 ? at(stop.offset_s + 40) : null })) } : null,
    chart: one.chart, open_findings: world.findings.filter((finding) => finding.vehicle_id === bus.id && finding.ended === null),
  }
}

function search(world: World, q: string): unknown[] {
  const has = (text: string) => text.toLowerCase().includes(q.toLowerCase())
  return [
    ...world.buses.filter((one) => has(one.bus.plate)).slice(0, 6).map(({ bus }) => ({ kind: 'bus', id: bus.id, title: bus.plate, title_en: null, subtitle: bus.line_name, point: [bus.lon, bus.lat] })),
    ...SCHOOLS.filter((s) => has(s.name) || has(s.name_en)).map((s) => ({ kind: 'school', id: s.key, title: s.name, title_en: s.name_en, subtitle: null, point: s.point.coordinates })),
    ...LINES.filter((l) => has(l.name) || has(l.name_en)).slice(0, 5).map((l) => ({ kind: 'line', id: l.key, title: l.name, title_en: l.name_en, subtitle: l.code, point: null })),
    ...LINES.flatMap((l) => l.stops.filter((s) => has(s.name)).map((s) => ({ kind: 'stop', id: `${l.key}${s.name}`, title: s.name, title_en: s.name_en, subtitle: l.name, point: s.point.coordinates }))).slice(0, 6),
  ]
}

const parked = (id: number, reason: string, raw: string | Buffer, detail: string, device: string | null) => ({ id: String(id), received_at: new Date(Date.now() - id * 47_000).toISOString(), door: id % 2 ? 'mqtt' : 'nmea_tcp', device, reason, raw: Buffer.from(raw).toString('base64'), detail, times: raw.length === 0 ? 1240 : 1 })
const PARKED = [
  parked(1, 'bad_checksum', '$GPRMC,074215.00,A,3444.2210,N,11922.1043,E,24.1,084.4,241126,,,A*00\r\n', 'checksum 00, computed 5B', '8642100037'),
  parked(2, 'no_checksum', '$GPRMC,074216.00,A,3444.22', 'line ended before the checksum', '8642100074'),
  parked(3, 'unknown_device', '$GPRMC,074217.00,A,3444.2210,N,11922.1043,E,24.1,084.4,241126,,,A*5C\r\n', 'no device of this id', '9999000001'),
  parked(4, 'not_nmea', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0xff, 0x9c, 0x00, 0x81]), 'no sentence', null),
  parked(6, 'not_nmea', '', '1240 more, only counted', '8642100148'),
  parked(5, 'future', '$GNRMC,081500.00,A,3441.1,N,11919.2,E,0.0,,241126,,,A*77\r\n', '1,965 s ahead of receipt', '8642100111'),
]

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    request.on('data', (chunk: Buffer) => { text += chunk.toString() })
    request.on('end', () => resolve(text || '{}'))
  })
}
