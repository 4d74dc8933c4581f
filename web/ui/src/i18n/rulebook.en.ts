// The words about the rules' modes and parameters, papers checked, and why nothing was raised, in English.
import type { Dictionary } from './zh-CN'

export const rulebookEn: Dictionary['rulebook'] = {
  mode: { off: 'Off', trial: 'In trial', on: 'On' },
  modeMeaning: { off: 'not judged', trial: 'judged and counted, told to nobody, not on the map', on: 'judged and raised' },
  district: 'District', since: 'since {{time}}', always: 'on from the beginning', wouldHave: 'In trial: would have raised {{count}} in the last {{days}} days', raised: 'Raised {{count}} in the last {{days}} days',
  switch: 'Switch', switchAll: 'Switch all', switchTitle: 'Switch {{rules}}', switchAllTitle: 'Switch all {{count}} rules', to: 'To', forWhom: 'For', forWhomHint: "Empty: the whole district; an operator's own mode goes before it",
  from: 'From', fromHint: 'Empty: now. Not in the past: what was judged stays', source: 'Decided by', sourceHint: 'Who decided it, such as: board meeting 2026-11-20', sourceMissing: 'Say who decided it',
  history: 'What was set', noHistory: 'Nothing was ever set', byProgram: 'the program', own: '{{name}}: {{mode}}',
  trialBanner: '{{count}} rules are in trial: judged and counted, told to nobody. Once permits and places are registered, switch them on here.',
  parameters: 'Parameters', others: 'Other parameters', value: 'Now', standard: 'Default', limits: '{{least}} to {{most}} allowed', noLimit: 'no limit', change: 'Change', changeTitle: 'Change “{{name}}”',
  newValue: 'New value', valueMissing: 'Enter a number', dated: 'since {{time}}: {{value}}, {{source}}', standardOf: 'default {{value}}, {{source}}',
  unit: { s: 's', m: 'm', fixes: 'fixes', events: 'events', passages: 'passages', 'm/s²': 'm/s²', 'km/h': 'km/h', min: 'min', h: 'h', years: 'years', pupils: 'pupils' },
  parameter: {
    seconds: 'Must last longer than', metres: 'Must go farther than', fixes: 'Fixes in a row, at least', calm_s: 'Over when in order for', gap_s: 'Interrupted after', corridor_m: 'Width beside the line', silent_s: 'Silent when unheard for',
    speed_kmh: 'Faster than', late_s: 'Shown as late after', parked_after_s: 'Shown as parked after', youngest_years: "A driver's lowest age", oldest_years: "A driver's highest age",
    pupils: 'Two attendants above', stop_m: 'Off a stop when farther than', no_door_s: "Without a door's signal, a stand longer than", reach_m: 'At a stop when nearer than', after_s: 'So long after arriving', day_s: 'Driving without a rest by day', night_s: 'Driving without a rest at night',
    rest_s: 'A rest lasts at least', brake_mps2: 'Harsh braking from', turn_mps2: 'Sharp turning (lateral) from', stop_after_s: 'An odd stand lasts at least', stop_most_s: 'A stand longer than this is parking', clear_m: 'An odd stand is farther from stops, schools, depots and junctions than', near_m: 'Events this near to each other are one place', longest_m: 'A dangerous segment is at most this long', events: 'Events that make a dangerous segment', credit: 'Passages without an event added before ranking', kept_before_s: 'Positions kept with a finding, from so long before', kept_after_s: 'Positions kept with a finding, until so long after', night_from_h: 'Night from', night_to_h: 'Night to', moving_kmh: 'Driving when faster than',
  },
  papers: 'Papers checked', departure: 'Departure check', departureOf: '{{line}}, leaves {{time}}', papersOf: 'Papers on {{day}}', showAll: 'Show all {{count}}',
  verdict: { yes: 'May depart', no: 'May not depart', cannot_tell: 'Cannot be told' },
  said: { in_order: 'In order', breach: 'In breach', unknown: 'Cannot tell' },
  why: 'What was seen?', whyTitle: '{{plate}}: what each rule saw', moment: 'Moment', ask: 'Look', whyLead: 'The stored fixes are judged again with the permits, places, parameters and modes of that time; no finding changes.',
  replayed: '{{count}} fixes judged again since {{since}}', noFix: 'No fix is stored before this moment', fix: 'Fix of {{time}}, {{device}}, {{speed}}', notMain: 'not the device that judges', delayed: 'delayed',
  run: 'Run under way', noRun: 'No run under way', aboard: 'Pupils presumed aboard', notAboard: 'No pupils aboard', exempt: 'Exempt here', noPermit: 'No permit in force', noSign: 'No sign in force', posted: 'Posted {{value}}',
  rule: 'Rule', result: 'Result', measured: 'Measured, allowed', patience: 'Lasted', nearest: 'Let be in the last {{minutes}} min', so: '{{have}} / {{want}}', fixesSo: '{{have}} / {{want}} fixes', metresSo: '{{have}} / {{want}} m',
  nearestSo: '{{seconds}} from {{time}}, {{fixes}} fixes', versions: 'Versions then',
  reason: {
    off: 'Rule off', not_main_device: 'Not the device that judges', not_asked: 'Does not apply now', open: 'Raised', patience: 'In breach, not long enough', exempt: 'Exempt', no_run: 'No run under way', not_aboard: 'No pupils aboard',
    nothing_to_measure: 'Nothing to compare', not_here: 'Does not apply here', in_order: 'In order', trial: 'In trial, only counted',
  },
}
