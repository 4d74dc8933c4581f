// The words of drawn lines in English.
import type { Dictionary } from './zh-CN'

export const linesEn: Dictionary['lines'] = {
  title: 'Draw a line', next: '{{name}}: version {{n}}', back: 'Back to the application', lead: 'First the path, then stops and times. It is named in the application once kept; nothing has effect before the permit.', phone: 'On a phone a line may come from tracks, a file or another line, and its stops be changed; to draw a path by hand, use a computer.',
  fromTracks: 'From tracks', fromFile: 'From a file', fromLine: 'Copy a line', drawPath: 'Draw the path', setStops: 'Set stops on the map',
  tracksHint: 'Choose bus, days and time: the way that the days have in common becomes the path, where the bus stood on most days becomes a stop.', since: 'From', until: 'To', from: 'Each day from', to: 'to', propose: 'Propose a line',
  daysUsed: 'Tracks of {{n}} days used', standHint: 'A track knows that a bus stood, not why: a red light appears here too. Look at each stop and remove what is none.', leftOut: '{{n}} days not used',
  why: { no_fixes: 'no fixes in this time', never_moved: 'did not drive in this time', too_short: 'drove less than 500 m', silent: 'silent for more than 2 minutes', other_way: 'went another way' },
  fileHint: 'GeoJSON, KML or GPX: the longest line is the path, points are stops.', datum: 'Datum', datumOf: { wgs84: 'WGS-84 (GPS)', gcj02: 'GCJ-02 (Amap, Tencent)', bd09: 'BD-09 (Baidu)' }, pickFile: 'Choose a file', reckoned: 'A file knows no times: they are reckoned at 25 km/h, please look at them.',
  copyHint: "Begin with a line that is there, such as last term's.", linePick: 'Choose a line', copy: 'Copy it here',
  name: 'Name of the line', direction: 'Direction', directionOf: { to_school: 'To school', from_school: 'From school' }, school: 'School', stops: 'Stops', times: 'Running times',
  stopsNone: 'No stops yet. Draw the path, then click stops onto the map.', stopName: 'Name of stop {{n}}', stopMinutes: 'Minutes after departure of stop {{n}}', stopNumbered: 'Stop {{n}}', stopRemove: 'Remove this stop', minutes: 'min', stood: 'stood here on {{days}} days, some {{seconds}} s', end: 'where {{days}} days begin or end',
  departure: 'Departure {{n}}', departs: 'Departs at', weekdays: 'Weekdays', classDays: 'Class days only', seasonFrom: 'Season from (MM-DD, optional)', seasonTo: 'to', seasonUntil: 'Season until (MM-DD, optional)', departureAdd: 'Add a departure', departureRemove: 'Remove this departure',
  day: { d1: 'Mon', d2: 'Tue', d3: 'Wed', d4: 'Thu', d5: 'Fri', d6: 'Sat', d7: 'Sun' },
  cancel: 'Discard', save: 'Keep, and name it in the application', needs: 'It needs a path, two stops with names or more, a name and a school.', draw: 'Draw a line', drawNext: 'Change “{{name}}”',
}
