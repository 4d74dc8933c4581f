// The words of dangerous segments in English.
import type { Dictionary } from './zh-CN'

export const dangerEn: Dictionary['danger'] = {
  title: 'Dangerous segments', lead: 'Where the buses’ own tracks show harsh braking, sharp turning, speeding and odd stands close together; ranked by how often it happens per passage, so a busy road does not lead by its traffic.',
  run: 'Analyse again', runAsk: 'How many days back?', runDays: '{{n}} days', runStarted: 'Asked for; it begins within a minute', first: 'Begin the analysis',
  progress: { asked: 'Waits for the worker', events: 'Looking for events', passages: 'Counting passages' }, progressOf: '{{n}}% done',
  failed: 'The last analysis did not finish: {{error}}', covers: 'Tracks of {{from}} to {{to}}', counted: '{{events}} events, {{clusters}} segments', asOf: 'Done {{time}}',
  emptyTitle: 'Nothing has been analysed yet', emptyHint: 'Press “Begin the analysis”: the last 28 days of tracks are looked through. From then on it is done every Monday night.',
  noneTitle: 'No segment stands out', noneHint: 'In this time three events lay nowhere close together.', noMatchTitle: 'No such segment', noMatchHint: 'Try another state or kind of event.',
  state: { open: 'To decide', promoted: 'Hazard opened', dismissed: 'Dismissed' }, anyState: 'All', anyKind: 'All events', stateLabel: 'State', kindLabel: 'Kind of event',
  count: '{{count}} segments', map: 'Map of dangerous segments', heat: { title: 'Rate', low: 'lower', high: 'higher' },
  kind: { brake: 'Harsh braking', turn: 'Sharp turning', speeding: 'Speeding', stop: 'Odd stand', terminal: 'Terminal alarm' },
  kindTimes: '{{kind}} {{n}}', rank: 'Rank {{n}}', where: { road: '{{road}}', roadNear: '{{road}} (near {{near}})', near: 'Road near {{near}}', point: 'Road at {{at}}' },
  rate: '{{share}}', rateOf: '{{passages}} passages, {{hits}} with an event', percent: '{{n}}%',
  reasons: 'Why it ranks here',
  reason: {
    share: 'Buses passed {{passages}} times; {{hits}} of these passages had an event, {{share}}.',
    bounds: 'By the number of passages the true share lies between {{low}} and {{high}} (95%).',
    score: 'Ranked by the lower bound {{score}}, after {{credit}} passages without an event are added: a road that few have passed does not lead.',
    buses: '{{hit}} of the {{buses}} buses that passed had an event.', oneBus: 'All events are of one bus: look at its driver before the road.',
    dense: 'Only {{dense}} passages had fixes dense enough to show a braking; the true share may be higher.', hours: 'Mostly at: {{hours}}.', length: 'The segment is some {{n}} m long.', near: 'Some {{n}} m from {{near}}.',
  },
  hour: '{{n}}:00', hoursChart: 'Passages and events by the hour', hourOf: '{{n}}:00: {{passages}} passages, {{hits}} with an event', passagesBar: 'Passages', hitsBar: 'With an event',
  events: 'Events', eventsCut: 'Only the newest {{n}} are listed', value: { brake: '{{n}} m/s²', turn: '{{n}} m/s²', speeding: '{{n}} km/h', stop: 'stood {{n}} s' }, playback: 'Replay this moment', toFinding: 'Open the finding',
  promote: 'Make it a risk segment and a hazard', promoteTitle: 'Make it a risk segment and open a hazard', promoteLead: 'Once saved it is a risk segment on the map, by which the next positions are judged; and a hazard is in the ledger.',
  promoted: 'It is a risk segment now, and a hazard is open', placeName: 'Name of the segment', kindOf: 'Kind', limit: 'Posted limit (km/h)', limitHint: 'In sharp bends, on steep slopes, narrow roads and bridges of Art 35 the limit with pupils aboard is 20 km/h without a sign; only fill in what a sign says.',
  width: 'Width (m)', when: 'When it holds', always: 'Always', onlyHours: 'Only at these hours', hoursHint: 'Such as 07:00-09:00; several with commas', hazardTitle: 'Hazard', hazardWhat: 'What is dangerous', grade: 'Grade', gradeLater: 'Grade it later', gradeGeneral: 'General', gradeMajor: 'Major', needed: 'Needed',
  dismiss: 'Dismiss', dismissTitle: 'Dismiss this segment', dismissLead: 'Say why. When a later analysis finds it again it stays dismissed.', reopen: 'Take it up again', reopenTitle: 'Take it up again', reopenLead: 'Say why it is to be decided anew.', reason_: 'Reason', reasonExample: 'For example: a diversion during road works, over since October', reasonMissing: 'Say why, in at least {{n}} characters', confirm: 'Confirm', cancel: 'Cancel',
  said: { dismissed: 'Dismissed by {{by}}, {{at}}: {{reason}}', reopened: 'Taken up again by {{by}}, {{at}}: {{reason}}', promoted: 'Made a hazard by {{by}}, {{at}}: {{reason}}' },
  toPlace: 'Open the place', toHazard: 'Open the hazard', back: 'Back to the list', gone: 'This segment cannot be found; a newer analysis may have replaced it.', loading: 'Reading the ranking',
  effect: {
    title: 'Before and after the measure', findings: 'Findings of speeding', events: 'Events on the road', before: 'Before', after: 'After',
    per: '{{n}} per 100 passages', of: '{{hits}} of {{passages}} passages ({{days}} days)', times: '{{n}} in all', between: '{{low}}–{{high}}', none: 'no passages',
    noPlace: 'This hazard has no place on the map; nothing can be counted per passage.', waiting: 'The passages of its place are being counted; {{n}} days are missing and come by themselves.', waitingDays: '{{n}} days are still being counted.', noMeasure: 'No measure has been submitted yet: this is how it was before.', measuredOn: 'The measure was submitted on {{day}}; that day does not count.',
    said: { fewer: 'Clearly fewer after the measure', more: 'More after the measure', no_difference: 'No difference can be seen', too_few: 'Too few passages (at least {{n}} are needed on each side): nothing is concluded', no_measure: 'No measure yet' },
    changed: 'Change: {{low}} to {{high}} percentage points (95%)',
  },
}
