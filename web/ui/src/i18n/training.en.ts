// The words of training in English.
import { examEn } from './exam.en'
import type { trainingZhCN } from './training.zh-CN'

export const trainingEn: typeof trainingZhCN = {
  exam: examEn,
  title: 'Training', lead: 'Training, examinations and certificates of drivers, attendants, safety staff and school leaders.', back: 'Training', gone: 'There is no such session, or it is not yours to see.',
  view: { now: 'Overview', sessions: 'Sessions and plans', certificates: 'Certificates', courses: 'Courses', questions: 'Questions' },
  audience: { driver: 'Drivers', attendant: 'Attendants', safety: 'Safety staff', leader: 'School leaders' },
  state: { planned: 'planned', held: 'under way', closed: 'closed', cancelled: 'cancelled' },
  step: { plan: 'Planned', invite: 'Invite people', drop: 'Take off the list', begin: 'Open the sign-in', tick: 'Tick as present', untick: 'Take the tick back', open_exam: 'Open the exam', again: 'Allow another attempt', result: 'Enter results', attach: 'Attach a paper sheet', close: 'Close and issue certificates', cancel: 'Cancel the session' },
  coverage: { title: 'Coverage', whole: '{{valid}} of {{people}} hold a valid certificate', by: 'By organisation', organisation: 'Organisation', kind: 'People', people: 'Need one', valid: 'Hold a valid one', share: 'Coverage', empty: 'No people yet', emptyHint: 'Once people are on record, this shows how many hold a valid training certificate.' },
  endings: { title: 'Ending soon and ended', person: 'Name', until: 'Valid to', left: '{{n}} days left', today: 'Ends today', over: 'Ended {{n}} days ago', told: 'Reminded', toldAt: '{{days}} days: {{day}}', none: "Nobody's certificate ends within 30 days", noneHint: 'Reminders are given once at 30, 15 and 7 days, and kept here.', days: 'Left' },
  sessions: { empty: 'No training sessions yet', emptyHint: 'Begin with “Plan a session”.', course: 'Course', starts: 'Time', place: 'Place', teacher: 'Teacher', organiser: 'Organiser', people: 'Present / listed', passed: 'Passed', state: 'State', plan: 'Plan of the year', add: 'Plan a session' },
  plans: { title: 'Plans of the year', add: 'New plan', none: 'No plans yet.', line: '{{year}} {{name}}', done: '{{closed}} of {{sessions}} sessions closed', year: 'Year', name: 'Name', note: 'Note' },
  courses: { add: 'New course', empty: 'No courses yet', emptyHint: 'Once the bureau lays a course down, sessions of it can be planned.', name: 'Course', audience: 'For', hours: 'Hours', mark: 'Pass mark', noMark: 'No examination', months: 'Valid for months', topics: 'Topics', topicsHint: 'One a line', article: 'Source', hoursN: '{{n}} h', monthsN: '{{n}} months', markN: '{{n}} points' },
  certificates: { empty: 'No certificates yet', emptyHint: 'When a session is closed, the certificates of those who passed are here.', number: 'Number', person: 'Name', organisation: 'Organisation', course: 'Course', issued: 'Issued', until: 'Valid to', state: 'State', open: 'Open the certificate', withdraw: 'Withdraw', reason: 'Reason', withdrawn: 'Withdrawn on {{day}}: {{reason}}', warn: 'From today on this person counts as not trained.' },
  valid: { valid: 'valid', expired: 'expired', withdrawn: 'withdrawn' },
  session: {
    starts: 'Time', place: 'Place', teacher: 'Teacher', organiser: 'Organiser', plan: 'Plan', hours: 'Hours required', mark: 'Pass mark', capacity: 'Places', list: 'List', listEmpty: 'The list is empty: invite people first.', choose: 'Choose people', chosen: 'Invite {{n}}', present: 'present', absent: 'not here', qr: 'over QR', organiserTick: 'ticked', code: 'Code {{code}}',
    hoursShort: 'Hours', scoreShort: 'Score', passed: 'passed', failed: 'not passed', save: 'Save results', all: 'Tick everybody', counts: '{{present}} present of {{invited}} listed', door: 'Sign in by QR', doorHint: 'Scan it with WeChat or a camera; it changes every 30 seconds.', projector: 'For the projector', sheets: 'Paper sheets', sheetsNone: 'A photographed sheet of signatures counts as evidence.', add: 'Upload', life: 'History',
    confirmClose: 'Certificates are issued to those who passed. This cannot be undone.', confirmCancel: 'This cannot be undone.', note: 'Reason', full: 'QR for the projector',
  },
  form: { needed: 'Needed', ok: 'Save', capacity: 'Places', starts: 'Begins at' },
  attend: { title: 'Training sign-in', lead: '{{organiser}} · {{place}}', who: 'I am', whoPick: 'Choose your name', code: 'Last four digits of your phone, or your code', codeWrong: 'Four or six digits', sign: 'Sign in', done: 'Signed in', doneHint: '{{name}} signed in at {{time}}. You may close this page.', expired: 'Cannot sign in', expiredHint: 'The code changes every 30 seconds: scan the one on the screen again.', everybody: 'Everybody on the list has signed in.' },
  certificate: { title: 'Check a certificate', lead: 'Certificate of school-bus safety training', name: 'Name', course: 'Course', hours: 'Hours', issuer: 'Issued by', issued: 'Issued', until: 'Valid to', withdrawn: 'Withdrawn', none: 'There is no such certificate', noneHint: 'Check the number, or scan the QR on the certificate again.', valid: 'This certificate is valid', expired: 'This certificate has expired', isWithdrawn: 'This certificate was withdrawn' },
}
