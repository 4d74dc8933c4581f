// The words about terminals in English.
import type { Dictionary } from './zh-CN'

export const devicesEn: Pick<Dictionary, 'devices' | 'binding' | 'secret' | 'howto' | 'unknown' | 'command' | 'importing' | 'media'> = {
  devices: {
    unbound: 'not bound', never: 'never', emptyTitle: 'No devices yet', emptyHint: 'Register the first one, or import a table; devices that already try to connect are under Unknown devices.',
    parkedEmpty: 'No parked frames', onlyCounted: '{{n}} more of the kind, only counted: their bytes were not kept.', shutUntil: 'Sends too much: shut out until {{time}}', shutMeaning: 'It sent far beyond its rate, so the MQTT broker does not let it in until then; afterwards it is let in again by itself. If it happens often, look at its reporting interval.',
    qualified: 'Qualified', qualifiedWhose: '{{month}}, of the whole bus with all its devices', parkedEmptyHint: 'Everything received could be used.', text: 'Text', hex: 'Hex', title: 'Device', gone: 'This device cannot be found; it may be beyond what you may see.',
    add: 'Register a device', import: 'Import a table', edit: 'Change', id: 'Device id', idHint: '4 to 32 letters, figures, - or _; empty: one is made', phoneHint: 'The phone number set in the terminal: figures, without leading zeros',
    protocol: 'Protocol', name: 'Name', nameHint: 'Where it is mounted, for example', silentAfter: 'Silent after', silentDefault: '{{n}} s (system default)', silentHint: '10 to 86,400 s; empty: the system default',
    seconds: 's', registered: 'Registered', save: 'Save', created: 'Device registered', disable: 'Disable', enable: 'Enable', disableAsk: 'It is refused at once; its bindings stay. Disable it?',
    vehicle: 'Bus', vehicleHint: 'It can be bound later', vehiclePick: 'Search by plate', done: 'Done', cancel: 'Cancel', open: 'Open the device',
  },
  binding: {
    title: 'Bindings', none: 'Never bound to a bus', now: 'now', until: 'until', bind: 'Bind to a bus', unbind: 'Unbind', since: 'Since', sinceHint: 'Empty: now. It may lie in the past: positions not used so far are then judged',
    at: 'Until', atHint: 'Empty: now. An end can only be moved nearer', planned: 'not begun', bindTitle: 'Bind to a bus', unbindTitle: 'Unbind from {{plate}}', vehicleMissing: 'Choose a bus',
    hint: 'Only while it is bound are its positions those of the bus.',
  },
  secret: {
    title: 'Set-up', renew: 'New secret', renewAsk: 'The old secret opens nothing any more; the device needs the new one. Go on?', renewAsk808: 'The old code opens nothing any more; the terminal has to register anew. Also for a terminal that was exchanged. Go on?',
    once: 'The password is shown this once: copy it into the device now.', copy: 'Copy', copied: 'Copied', label: 'Secret',
  },
  howto: {
    host: 'Host', port: 'Port', user: 'User name', password: 'Password', topic: 'Topic', client: 'Client id', phone: 'Phone no.', url: 'Server URL', deviceId: 'Device identifier',
    firstLine: 'First line', encryption: 'Encryption',
    shut: 'This door is not open; ask the administrator.', unproven: 'This door does not check who sends: positions are marked unproven on the map and in evidence.', jt808Register: 'A terminal registers by itself at its first connection and is given its code; a password is seldom needed.',
    jt808Code: 'A terminal that only takes a fixed code gets this password as its code.', osmandApp: 'In Traccar Client: server URL and device identifier. OsmAnd uses the same URL.', owntracksMode: 'In OwnTracks choose the MQTT mode.',
    jt809: 'Another platform reports it: host and port belong into the main link of that platform, its access code and password are registered with the platform.', stored: 'QoS 1. For our own receipt use the response topic bus/<id>/stored.', secretHint: 'The password is shown once, at registration or renewal.',
  },
  unknown: {
    emptyTitle: 'No unknown devices', emptyHint: 'A device that is refused appears here: have it connect once, by its set-up.', ignoredEmpty: 'Nothing is ignored', showIgnored: 'Show ignored',
    adopt: 'Register', ignore: 'Ignore', adoptTitle: 'Register {{device}}', bindProposed: 'proposed by its plate', adopted: '{{device}} is registered',
    waiting: '{{count}} waiting', waitingMost: '{{count}} or more', willJudge: 'Positions received before, which will be judged and kept: {{count}}.', judged: 'Positions received before, which are being judged now: {{count}}.',
    sinceFirst: 'Empty: since the day of the first waiting position', sinceNow: 'Empty: now', notAdoptable: 'What it calls itself cannot be a device id; correct it on the device', 
    knownHint: 'A device of this id is registered; the secret is wrong, or this is another terminal. Open the device and give it a new secret.', 
    why: { unknown: 'not registered', wrong_secret: 'wrong secret', disabled: 'disabled', unnamed: 'gave no id' },
  },
  command: {
    title: 'Commands', none: 'No commands yet', text: 'Text the driver', locate: 'Ask for position', interval: 'Report interval', confirm_alarm: 'Confirm alarm', snapshot: 'Take a photo',
    words: 'Text', wordsHint: 'Shown and read aloud; at most 500 letters', urgent: 'Urgent', bytes: '{{count}} of 500 bytes', tooLong: 'Too long', wordsMissing: 'Enter a text', every: 'Every', channel: 'Camera channel', channelNo: 'channel {{n}}', send: 'Send',
    alarms: 'Which alarms', alarmsHint: 'The terminal then stops signalling them', given: 'Command given', to: 'To {{plate}}', by: '{{name}}, {{time}}',
    alarm: { emergency: 'emergency', danger: 'danger warning', area: 'area entered or left', route: 'route entered or left', section_time: 'time on a section', ignition: 'illegal ignition', displacement: 'illegal displacement' },
    state: { waiting: 'waits for the terminal', lapsed: 'not sent, lapsed', sent: 'sent, no answer yet', done: 'done', failed: 'failed', wrong: 'not understood', unsupported: 'not supported' },
  },
  importing: {
    title: 'Import devices', pick: 'Choose or drop a CSV or XLSX file', pickHint: 'By the template: id, protocol, plate, since, name. It is checked first; a single mistake and nothing is imported.',
    template: 'Template', reading: 'Checking', rows: 'Rows: {{count}}', bad: 'Rows with mistakes: {{count}}', line: 'Row', wrong: 'Mistakes', run: 'Import all ({{count}})', another: 'Another file',
    done: 'Devices imported: {{count}}', secrets: 'Download the secrets', secretsHint: 'The secrets are given this once: download the list before you close.', fix: 'Correct the table, then choose the file again.', onlyWrong: 'Only rows with mistakes', ok: 'good', leave: 'The list of secrets is not downloaded yet. Close all the same?',
  },
  media: {
    title: 'Photos', none: 'No photos yet; a command has the terminal take one.', photoOf: '{{time}}, channel {{n}}', card: 'Driver card', cardIn: 'put in {{time}}', cardOut: 'taken out {{time}}', cardUnread: 'The card could not be read', qualified: 'Qualified to', other: '{{kind}} · {{time}}', audio: 'sound', video: 'film',
  },
}
