// The words of playback in English.
import type { Dictionary } from './zh-CN'

export const playbackEn: Dictionary['playback'] = {
  title: 'Playback', lead: 'Choose buses and a time; they are shown with the permits, places and limits of that time.', open: 'Playback', openFinding: 'Play this back',
  buses: 'Buses', busesPick: 'By plate, at most {{n}}', since: 'From', until: 'To', show: 'Show', preset: 'Period',
  presets: { hours: 'Last 2 hours', today: 'Today', yesterday: 'Yesterday' },
  emptyTitle: 'No bus is chosen yet', emptyHint: 'Choose one or several buses and a time above, then press Show.', noFixes: 'No position was received in this time', noFixesHint: 'Try another time, or look in Devices whether it is heard.',
  wrongSpan: 'The end must be later than the beginning', loading: 'Loading the track',
  play: 'Play', pause: 'Pause', back: 'Back {{n}} s', forward: 'Forward {{n}} s', rate: 'Speed', times: '{{n}}×', previous: 'Previous finding', next: 'Next finding',
  timeline: 'Timeline, {{time}}', chartLabel: 'Speed and limit in this time', speed: 'Speed', limit: 'Limit', focus: 'Show {{plate}}',
  now: 'At this moment', noPlaceYet: 'No position yet at this moment', silent: 'Nothing heard at this moment; last {{age}}', delayed: 'Delayed position', permit: 'Permit then', permitVersion: '{{number}}, version {{version}}', noPermit: 'No permit was in force',
  run: 'Run', noRun: 'Not on a run', corridor: 'may be {{m}} m off', findingNow: 'Finding',
  happenings: 'What happened', nothingHappened: 'No run, stop or finding in this time.', kinds: { finding: 'Finding', stop: 'Stop', run: 'Run' }, late: '{{duration}} late', standing: 'Stood {{duration}}',
  legend: { driven: 'Driven', gap: 'Nothing heard', delayed: 'Delayed', standing: 'Standing', finding: 'Finding' },
  fixes: '{{n}} fixes', others: '{{n}} more of a spare device are not shown', export: 'Export', exportOf: '{{plate}} · {{kind}}', exportFailed: 'The export did not succeed; try a shorter time.',
  share: 'Copy link', shared: 'Link copied', seal: 'Seal this time',
  kindsOfFile: { gpx: 'GPX', csv: 'CSV', geojson: 'GeoJSON' },
  keys: { play: 'Play or pause', step: 'Back or forward 10 s (with Shift 60 s)', rate: 'Faster or slower', findings: 'Previous or next finding' },
}
