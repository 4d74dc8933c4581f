// The words of the board of runs and of the school calendar in English.
import type { Dictionary } from './zh-CN'

export const runsEn: Dictionary['runs'] = {
  title: 'Runs', lead: 'Renewed every 15 seconds. Runs are made each day from the permits in force and the school calendar.', day: 'Day', before: 'The day before', after: 'The day after', today: 'Today', search: 'Find a plate, line, school or driver', school: 'School', operator: 'Provider', group: 'Grouped', byLine: 'By line', byBus: 'By bus', all: 'All {{n}}',
  state: { not_started: 'Not started', due: 'Due', ready: 'Ready', under_way: 'Under way', at_school: 'At school', ended: 'Ended', cancelled: 'Cancelled' },
  stateHint: { not_started: 'Should have left and has not', due: 'Not yet time; papers amiss, or not to be told', ready: 'Not yet time; papers in order', under_way: 'On its way', at_school: 'At the stop of the school', ended: 'At its last stop', cancelled: 'Called off' },
  waits: '{{length}} past its time', late: '{{length}} late', stop: 'stop {{n}} of {{of}}', started: 'left {{at}}', ended: 'arrived {{at}}', moved: 'leaves at another time', driver: 'Driver', attendant: 'Attendant', sweep: 'Sweep', notRecorded: 'not recorded', papers: { yes: 'Papers in order', no: 'Papers amiss', cannot_tell: 'Papers cannot be told' },
  papersAmiss: 'Papers amiss of {{n}} runs', cut: 'There are more runs than are shown, those first that want somebody: use the filters.', empty: 'No runs', emptyHint: 'Nothing runs on this day, or nothing fits.', notMade: 'The runs of this day are not made yet (those of today and the next 7 days are looked after every two minutes).', made: 'Runs made {{at}}',
  noClasses: 'School calendar: no classes on this day.', noTerm: 'No term is on record: runs go by the official working days.', unsaid: 'Classes on a weekend, and nobody said by which weekday’s timetable: runs of weekdays are not made.', note: 'School calendar: {{note}}', sum: '{{n}} runs',
  calendar: {
    title: 'School calendar', lead: 'Terms, holidays, half days and make-up days. Runs follow within two minutes.', whose: 'Whose calendar', district: 'The district', stageOf: 'Stage: {{stage}}', prev: 'The month before', next: 'The month after', now: 'This month', of: '{{year}}-{{month}}', noTerm: 'No term is on record: the official working days decide when there are classes.', readOnly: 'This calendar is yours to read only.',
    weekday: { d0: 'Mon', d1: 'Tue', d2: 'Wed', d3: 'Thu', d4: 'Fri', d5: 'Sat', d6: 'Sun' },
    kind: { calendar: 'As the calendar', classes: 'Classes', none: 'No classes', half: 'Half a day', makeUp: 'Make-up' }, countsAs: '{{weekday}} timetable', unsaid: 'weekday not said', until: 'to {{at}}', leaves: 'home at {{at}}',
    decided: { school: 'this school’s entry', stage: 'this stage’s entry', district: 'the district’s entry', term: 'the term', office: 'official working days' }, by: 'By: {{who}}',
    field: { kind: 'The day', until: 'Up to and including', counts: 'By which weekday’s timetable', ends: 'From what hour nothing runs', leaves: 'When the first way home leaves', note: 'Note', source: 'Source' }, leavesHint: 'Without it nothing runs that afternoon; the other ways home leave as much earlier.', optional: 'optional', save: 'Save', needed: 'Needed',
    terms: 'Terms', districtTerms: 'Terms of the district', ownTerms: 'Terms of this school or stage', ownHint: 'One stands instead of those of the district that it overlaps.', none: 'Nothing on record', name: 'Name', starts: 'From', endsOn: 'To', add: 'Enter a term', remove: 'Remove', removeConfirm: 'Remove this term? Runs will change with it.',
  },
}
