// The words of examinations in English.
import type { examZhCN } from './exam.zh-CN'

export const examEn: typeof examZhCN = {
  kind: { single: 'Single choice', multiple: 'Multiple choice', true_false: 'True or false' },
  truth: { yes: 'True', no: 'False' },
  bank: {
    add: 'New question', import: 'Import questions', empty: 'The bank has no questions yet', emptyHint: 'Begin with “New question”, or import a table.', course: 'Course', kind: 'Kind', text: 'Question', options: 'Options', right: 'Answer', source: 'Source', state: 'State', version: 'Version', drawn: 'On papers', by: 'Written by', edit: 'Edit', retire: 'Retire', restore: 'Bring back',
    active: 'in use', retired: 'retired', replaced: 'old version', option: 'Option {{letter}}', more: 'One more option', less: 'Take option {{letter}} away', rightHint: 'Mark what is right; of a multiple choice all right options and no wrong one count.', sourceHint: 'The article or text it stands on; shown after handing in to who was wrong.', editHint: 'This becomes a new version; papers already drawn keep the old one.',
  },
  course: { title: 'Phone exam', set: 'Set the exam', questions: 'Questions on a paper', minutes: 'Minutes', said: '{{questions}} questions · {{minutes}} min', none: 'not set', remove: 'No phone exam' },
  sheet: { template: 'Template', pick: 'Choose a CSV or XLSX file', rows: '{{n}} rows', wrong: '{{n}} cells are wrong: correct them, then import', good: 'Nothing is wrong', cell: 'Cell', column: 'Column', problem: 'Problem', run: 'Import {{n}} questions', done: '{{n}} questions imported', row: 'Row {{n}}' },
  card: {
    title: 'Phone exam', plan: 'Each gets {{questions}} questions by chance, {{minutes}} minutes, {{mark}} points to pass. The bank holds {{bank}}.', none: 'This course has no phone exam.', few: 'The bank has too few questions for a paper: add some first.', open: 'Open the exam', confirm: 'A QR is shown. Whoever is present scans it, says who they are, and from then on their own time runs.', hint: 'Whoever is present scans it; it changes every 30 seconds.', projector: 'For the projector',
    counts: 'not begun {{left}} · under way {{now}} · handed in {{done}}', absent: 'not here', not_begun: 'not begun', under_way: 'under way, {{answered}} of {{questions}} answered', handed_in: 'handed in', byClock: 'by the clock', score: '{{score}} points', again: 'Allow another', reason: 'Reason', againHint: 'Kept in the history of the session; the last score counts.', granted: 'may sit it once more', paper: 'Paper', attempt: 'Attempt {{n}} · {{score}} points · {{at}}', chosen: 'Chosen', none_chosen: 'no answer', right: 'Right', noPaper: 'Nothing is handed in yet.', ofExam: 'exam',
  },
  phone: {
    title: 'Training exam', lead: '{{organiser}} · {{place}}', rules: '{{questions}} questions, {{minutes}} minutes, {{mark}} points to pass. Your time begins with “Begin”; there is one attempt. If you have begun, you go on.', start: 'Begin', nobody: 'Nobody has signed in yet: scan the code of the sign-in first.', left: 'Left', question: 'Question {{n}} of {{all}}', single: 'Choose one', multiple: 'Choose all that are right', true_false: 'True or false', before: 'Back', next: 'Next', handIn: 'Hand in',
    saved: 'Saved', saving: 'Saving {{n}}…', offline: 'No connection: {{n}} not saved yet, trying again. Keep this page open.', all: 'Questions', answered: 'answered', open: 'open', sure: 'Hand in?', unanswered: '{{n}} are not answered. Nothing can be changed after handing in.', everything: 'All are answered. Nothing can be changed after handing in.', stay: 'Go on',
    passed: 'Passed', failed: 'Not passed', score: '{{score}} points', said: '{{right}} of {{asked}} right; {{mark}} points to pass.', byClock: 'The time is over; what was saved is handed in.', wrong: 'What was wrong', yours: 'You chose: {{chosen}}', nothing: 'nothing', source: 'Source: {{source}}', other: 'Somebody else, or enter again', name: 'Candidate {{name}}', keys: 'Keyboard: figures choose, ← → move',
  },
}
