// The words of the figures in English.
export const figuresEn = {
  title: 'Figures', lead: 'Findings, their handling and what is overdue: today and over any span, beside the span before. Every number leads to the records it is made of.',
  export: 'Export', print: 'Print', spanLabel: 'Span', first: 'First day', last: 'Last day', to: 'to',
  preset: { today: 'Today', week: '7 days', month: 'This month', lastMonth: 'Last month', term: 'This term' },
  step: { auto: 'Automatic', day: 'By day', week: 'By week' }, stepLabel: 'Steps of the trend', tooLong: 'At most {{n}} days', upsideDown: 'The last day is before the first',
  filter: { operator: 'Operator', school: 'School', driver: 'Driver', rule: 'Rule', place: 'Road and place', severity: 'Severity' },
  by: { operator: 'By operator', school: 'By school', driver: 'By driver', rule: 'By rule', place: 'By road and place' },
  only: 'Only', onlyThis: 'Look at {{name}} alone', clear: 'Clear filters', drop: 'Drop the filter {{name}}', unknown: 'Not known', unknownHint: 'No operator, school or driver is registered, or it was at no registered place',
  severity: { A1: 'A1 at once', A2: 'A2 within the day', B: 'B not to depart', I: 'I information' },
  today: {
    title: 'Today', at: '{{day}}, as of {{time}}', findings: 'Findings', rejected: '{{n}} false', before: '{{n}} yesterday by this hour', open: 'Open cases', overdue: 'Overdue', unanswered: 'Not answered by the first line',
    inTime: 'Answered in time', inTimeOf: '{{given}} given today, time still runs for {{running}}', seen: 'Buses seen', unseen: '{{n}} not seen today', underWay: 'Runs under way', runs: '{{planned}} planned, {{ended}} ended',
  },
  total: {
    findings: 'Findings', before: '{{n}} in the span before ({{change}})', same: 'As many as in the span before', fresh: 'None in the span before', rejected: 'False (rejected)', rejectedHint: 'Counted apart, not among the findings',
    perRuns: 'Per 100 runs', perRunsOf: 'Of {{n}} runs driven', perKm: 'Per 1,000 km', perKmOf: 'Of {{n}} km driven', noRuns: 'No run on record', noKm: 'No distance on record', notSplit: 'Cannot be told apart with this filter',
  },
  trend: { title: 'Trend', label: 'Findings by day or week of the span, stacked by severity; the dashed line is the span before. The table below has the same numbers.', before: 'Span before', soFar: 'The span is not over: it is compared with the same part of the span before.', compared: 'Compared with {{first}} to {{last}}' },
  groups: { title: 'Where they are', label: 'The {{n}} with most findings beside the span before. The table below lists all.', now: 'This span', before: 'Span before', cut: 'Only the first {{n}} are listed.', top: 'The chart shows the first {{n}}' },
  columns: {
    days: 'Day', findings: 'Findings', rejected: 'False', before: 'Span before', runs: 'Runs', km: 'km', perRuns: 'Per 100 runs', perKm: 'Per 1,000 km', given: 'Given', running: 'Time still runs', answered: 'Answered', inTime: 'In time', handled: 'Handled',
    answerRate: 'Answer rate', inTimeRate: 'In-time rate', time: 'Time', plate: 'Plate', what: 'What', value: 'Value', place: 'Place', state: 'State', due: 'Was due', owner: 'Whose', subject: 'Of what', lastFix: 'Last position', line: 'Line', start: 'Planned start',
  },
  exposure: 'Per 100 runs means runs that were driven, per 1,000 km the distance in positions. A bus drives for several schools and with several drivers, so kilometres cannot be told apart there; passages of places are on the page of dangerous roads.',
  handling: { title: 'Handling', lead: 'Cases given to operators or schools in the span; those whose time still runs are not in the rates.', label: 'Cases answered in time, answered late and not answered, by operator. The table below has the same numbers.', inTime: 'In time', late: 'Late', none: 'Not answered', all: 'Total' },
  overdue: { title: 'Overdue', lead: 'As of now, whatever the span.', none: 'Nothing is overdue', count: '{{n}} in all', longest: 'The {{n}} that waited longest', by: 'Overdue since {{age}}' },
  table: 'As a table', allRows: 'Show all {{n}}', fewer: 'Show fewer',
  empty: {
    title: 'No findings in this span', hint: 'Nothing was found, or no bus was connected then. Findings of rules in trial are not here.', handlingTitle: 'No cases were given in this span', handlingHint: 'Once rules are on, their findings go to the operators or schools by themselves, and the rates appear.',
    trend: 'While rules are in trial there are no numbers here; the Rules page says how each stands.', list: 'No records',
  },
  list: {
    findings: 'Findings', cases: 'Cases', buses: 'Buses', runs: 'Runs', more: 'Show 50 more', shown: '{{n}} shown', all: '{{n}} in all', rejected: 'False (rejected)', before: 'Span before', seen: 'Seen today', unseen: 'Not seen today', never: 'Never',
    set: { open: 'Open', overdue: 'Overdue', unanswered: 'Not answered by the first line', given: 'Given', running: 'Time still runs', answered: 'Answered', in_time: 'In time', handled: 'Handled', rejected: 'Rejected' },
    run: { planned: 'Planned', under_way: 'Under way', ended: 'Ended', cancelled: 'Cancelled', driven: 'Driven' },
  },
}
