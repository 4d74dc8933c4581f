// Devices: which binding holds, how a terminal is pointed here, what strangers and commands say, times on the wall clock.
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Binding, Device, Door, Protocol } from '../src/api/deviceTypes'
import { bindingOf, commandable, history } from '../src/devices/bindings'
import { howTo, UNTOLD } from '../src/devices/howto'
import { secretsCsv, typeOf, XLSX } from '../src/devices/tableFile'
import { alarmsOf, contentOf, gbkBytes, saysOfItself } from '../src/devices/words'
import { WORDS } from '../src/i18n'
import { mayDo } from '../src/lib/may'
import { instantOf, wallOf } from '../src/lib/wallClock'

beforeAll(() => i18next.init({ ...WORDS, lng: 'zh-CN' }))
const t = i18next.t.bind(i18next)

const JULY = Date.parse('2026-07-01T00:00:00Z')
const binding = (id: string, since: string, until: string | null): Binding => ({ id, vehicle_id: id, plate: `苏G${id}`, since, until })
const device = (protocol: Protocol, ...bindings: Binding[]): Device => ({
  id: `d-${protocol}`, protocol, name: null, state: 'heard', silent_after_s: null, disabled: false, created_at: '2026-01-01T00:00:00Z', last_heard: null, throttled_until: null, bindings,
})
const JANUARY = binding('1', '2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z')
const JUNE = binding('2', '2026-06-01T00:00:00Z', '2026-08-01T00:00:00Z')
const NEXT_YEAR = binding('3', '2027-01-01T00:00:00Z', null)

describe('a binding', () => {
  it('holds from its beginning until its end', () => {
    expect(bindingOf(device('jt808', JANUARY, JUNE, NEXT_YEAR), JULY)?.id).toBe('2')
    expect(bindingOf(device('jt808', JANUARY), JULY)).toBeUndefined()
    expect(bindingOf(device('jt808', JUNE), Date.parse(JUNE.since))?.id).toBe('2')
    expect(bindingOf(device('jt808', JUNE), Date.parse(JUNE.until ?? ''))).toBeUndefined()
  })
  it('is read as a history, the newest first', () =>
    expect(history(device('jt808', JANUARY, JUNE, NEXT_YEAR)).map((one) => one.id)).toEqual(['3', '2', '1']))
})

describe('the driver of a bus', () => {
  it('is texted through the terminal that speaks JT/T 808 and is in the bus now', () => {
    const mqtt = device('nmea_mqtt', JUNE)
    const earlier = device('jt808', JANUARY)
    const now = device('jt808', JUNE)
    expect(commandable([mqtt, earlier, now], '2', JULY)).toBe(now)
    expect(commandable([mqtt, earlier], '2', JULY)).toBeUndefined()
    expect(commandable([{ ...now, disabled: true }], '2', JULY)).toBeUndefined()
    expect(commandable([now], '1', JULY)).toBeUndefined()
  })
})

const door = (protocol: Protocol, given: Partial<Door> = {}): Door => ({ protocol, transport: 'tcp', host: null, port: 6808, tls: false, open: true, proves: true, topic: null, ...given })
const told = (protocol: Protocol, given: Partial<Door> = {}, secret: string | null = 's3cret') =>
  Object.fromEntries(howTo(door(protocol, given), 'bus-0001', secret, 'bus.example').settings.map(({ key, value }) => [key, value]))

describe('how a terminal is pointed here', () => {
  it('names the page’s own host where the door has none of its own', () => {
    expect(told('jt808')).toMatchObject({ host: 'bus.example', port: '6808', phone: 'bus-0001', password: 's3cret' })
    expect(told('jt808', { host: '10.0.0.1' })).toMatchObject({ host: '10.0.0.1' })
  })
  it('gives MQTT its user, its password and its own topic', () =>
    expect(told('nmea_mqtt', { topic: 'bus/{id}/nmea', tls: true })).toMatchObject({ user: 'bus-0001', password: 's3cret', topic: 'bus/bus-0001/nmea', client: 'bus-0001', encryption: 'TLS' }))
  it('gives a telephone one address with its token in it', () =>
    expect(told('osmand', { port: 5055 })).toEqual({ url: 'http://bus.example:5055/?token=s3cret', deviceId: 'bus-0001' }))
  it('says that a plain door proves nothing, and where a door is shut', () => {
    expect(howTo(door('nmea_tcp', { open: false }), 'bus-0001', null, 'bus.example').notes).toEqual(['shut', 'unproven'])
    expect(told('nmea_udp')).toEqual({ host: 'bus.example', port: '6808', firstLine: 'bus-0001' })
  })
  it('gives a device that another platform reports no secret of its own', () => expect(told('jt809')).toEqual({ host: 'bus.example', port: '6808' }))
  it('shows no secret that was not told', () => expect(told('nmea_mqtt', {}, null).password).toBe(UNTOLD))
})

const says = (detail: Record<string, unknown>, registered = false) => saysOfItself(t, { detail, registered })

describe('a stranger', () => {
  it('of JT/T 808 says its plate, maker and model', () => expect(says({ maker: '70111', model: ' BSJ-A6 ', plate: '苏G12345', why: 'unknown' })).toBe('苏G12345 · 70111 BSJ-A6'))
  it('that only tried a login says why it was refused', () => {
    expect(says({ why: 'wrong_secret' })).toBe('密钥不对')
    expect(says({ why: 'something_new' })).toBe('something_new')
    expect(says({}, true)).toBe('密钥不对')
    expect(says({})).toBe('')
  })
})

describe('a command', () => {
  it('is told by what it said', () => {
    expect(contentOf(t, { kind: 'text', body: { text: '请减速' } })).toBe('请减速')
    expect(contentOf(t, { kind: 'interval', body: { interval_s: 30 } })).toBe('30 秒')
    expect(contentOf(t, { kind: 'snapshot', body: { channel: 2 } })).toBe('通道 2')
    expect(contentOf(t, { kind: 'confirm_alarm', body: { alarms: 1 + 2 ** 28 } })).toBe('紧急报警、非法位移')
    expect(contentOf(t, { kind: 'locate', body: {} })).toBe('')
  })
  it('knows its alarms by their bits', () => expect(alarmsOf(2 ** 3 + 2 ** 27 + 2 ** 5)).toEqual(['danger', 'ignition']))
  it('has two bytes for a Chinese character, one for a letter', () => expect(gbkBytes('请慢行 ok')).toBe(9))
})

describe('the wall clock', () => {
  it('is the service’s, wherever the desk is', () => {
    expect(instantOf('2026-09-01T07:30', 'Asia/Shanghai')).toBe('2026-08-31T23:30:00.000Z')
    expect(wallOf(Date.parse('2026-08-31T23:30:00Z'), 'Asia/Shanghai')).toBe('2026-09-01T07:30')
    expect(instantOf('2026-07-01T12:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z')
    expect(instantOf('2026-03-29T03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  })
  it('knows when nothing was typed', () => expect([instantOf(undefined, 'Asia/Shanghai'), instantOf('', 'Asia/Shanghai')]).toEqual([undefined, undefined]))
})

describe('a table of devices', () => {
  it('is what its name says, whatever the browser thinks of it', () =>
    expect(['终端.CSV', 'a.b.xlsx', 'x.pdf', 'none'].map(typeOf)).toEqual(['text/csv', XLSX, 'application/octet-stream', 'application/octet-stream']))
  it('gives its secrets back as a list', () => {
    const row = { row: 2, id: 'bus-0001', protocol: 'jt808', plate: '苏G1', name: null, since: null, secret: '-a,b', errors: [] }
    expect(secretsCsv(['终端', '协议', '号牌', '密钥'], { rows: [row] })).toContain('bus-0001,jt808,苏G1,')
  })
})

describe('who may', () => {
  it('keep devices and give commands is what the server says', () => {
    expect((['admin', 'clerk', 'officer', 'police', 'auditor'] as const).map((role) => [mayDo(role, 'keepDevices'), mayDo(role, 'command')])).toEqual([
      [true, true], [true, false], [false, true], [false, true], [false, false],
    ])
    expect(mayDo(undefined, 'command')).toBe(false)
  })
})
