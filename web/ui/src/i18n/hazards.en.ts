// The words of the hazard ledger and of the public answer page in English.
import type { Dictionary } from './zh-CN'

export const hazardsEn: Dictionary['hazards'] = {
  title: 'Hazard ledger', lead: 'Hazards of roads, buses, people, schools and operators: found, graded, assigned, rectified, verified, closed; overdue ones go up and are supervised.',
  new: 'Enter a hazard', newTitle: 'Enter a hazard', newLead: 'Say what it is and where. The bureau then grades and assigns it; a bus with an open major hazard does not depart.', submit: 'Enter',
  emptyTitle: 'No open hazards', emptyHint: 'Enter here what inspections find, or make one from a dangerous road.', emptyAllTitle: 'The ledger is empty yet',
  gone: 'This hazard cannot be found; it may be beyond what you may see.', numbered: 'Hazard {{n}}',
  show: 'Show', live: 'Open', all: 'All', ledger: 'Ledger', asXlsx: 'As XLSX', asCsv: 'As CSV',
  number: 'Number', kindTitle: 'Of', subject: 'Subject', hazard: 'Hazard', gradeTitle: 'Grade', stateTitle: 'State', owner: 'Owner', due: 'Due', late: 'Overdue', found: 'Found',
  kind: { road: 'Road', bus: 'Bus', person: 'Person', school: 'School', operator: 'Operator' },
  grade: { general: 'General', major: 'Major', none: 'Not graded' },
  state: { found: 'Found', graded: 'Graded', assigned: 'Assigned', rectifying: 'Rectifying', submitted: 'To be verified', verified: 'Verified', closed: 'Closed', dismissed: 'No hazard' },
  overdue: 'Overdue', level: { escalated: 'Told to the bureau', supervised: 'Supervised' },
  what: 'What', where: 'Where', foundBy: 'Found by', source: 'Source', manual: 'Entered by hand', by: '{{name}}, {{time}}', program: 'The program',
  five: 'Five things settled', responsible: 'Responsible', measure: 'Measure', funds: 'Funds', time: 'Time', plan: 'Plan meanwhile', untilDay: 'by {{day}}', notSettled: 'Once assigned, who is responsible, the measure, funds, time and plan are told here.',
  contact: 'Contact', phone: 'Telephone', stands: 'Not rectified, and not graded as general: this bus may not depart (R17).',
  step: {
    open: 'Entered', grade: 'Grade', assign: 'Assign', begin: 'Begin', submit: 'Submit', verify: 'Verify', send_back: 'Send back', close: 'Close', supervise: 'Supervise',
    regrade: 'Change the grade', dismiss: 'No hazard', restore: 'Restore', reopen: 'Reopen', note: 'Note', attach: 'File added', link: 'Link given out', unlink: 'Link withdrawn', escalated: 'Overdue, told to the bureau', supervised: 'Put under supervision',
  },
  ask: {
    grade: 'Grade', note: { submit: 'What was done', verify: 'What was verified', send_back: 'What is not good yet', supervise: 'Why', regrade: 'Why', dismiss: 'Why it is no hazard', restore: 'Why', reopen: 'Why', note: 'Note' },
    noteMissing: 'Needed', missing: 'Choose one', whose: 'Who removes it', organisation: 'Has an account', office: 'Has no account', officeName: 'Name of the office', ownerPick: 'Choose an organisation',
    responsible: 'Responsible person', measure: 'Measure', funds: 'Funds', fundsExample: 'For example: 3,000 yuan of the running costs', due: 'Due', plan: 'Plan (how it is kept safe until then)', majorAll: 'Of a major hazard all five are needed.',
    evidence: '{{n}} pieces of evidence in this round.', noEvidence: 'First add a photo or a paper under “Evidence”, then submit.',
  },
  ownWork: 'This answer is your own work, or came by a link that you gave out: another person must verify it (R58).',
  form: { kind: 'A hazard of', bus: 'Bus', place: 'A place on the map', placePick: 'Choose a place', location: 'Or say where', locationExample: 'For example: crossing of Haining Road and Keyuan Road', title: 'Hazard', titleExample: 'For example: three seat belts missing on the right', description: 'What it is like', grade: 'Grade', gradeLater: 'Later', person: 'Person', personPick: 'Find by name', personType: 'Type a name', nobody: 'Nobody found', pick: 'Choose one' },
  files: { found: 'As found', evidence: 'Evidence', add: 'Add', camera: 'Take a photo', none: 'None yet', round: 'Round {{n}}', over: 'link' },
  links: {
    title: 'Answer without an account', lead: 'The letter has a code to scan and answer without an account; a link is shown this once and ends when the answer is verified.', letter: 'Letter (PDF)', link: 'One-time link', copy: 'Copy', copied: 'Copied', once: 'Copy and send it now; it is not shown again.',
    sent: '{{name}}, {{time}}', until: 'until {{day}}', alive: 'Alive', ended: 'Ended', withdraw: 'Withdraw', file: 'hazard-letter-{{n}}.pdf',
  },
  life: 'History', overLink: '{{name}} (over a link)', detail: { due: 'due {{day}}', owner: 'to {{name}}', grade: '{{grade}}' },
  answer: {
    title: 'Answer about a school-bus hazard', number: 'Number {{n}}', askedBy: '{{name}} asks you to remove a hazard:', what: 'What was found', todo: 'What is to be done', until: 'by {{day}}', late: 'This is overdue: please act and answer soon.',
    photosFound: 'As it was found', back: 'Your last answer was not accepted', backHint: 'Please put this right and answer again.', yours: 'Photos after the work', yoursHint: 'At least one; {{n}} more may be sent.', add: 'Take or choose a photo', sending: 'Sending', note: 'What was done', noteExample: 'For example: two “school bus stop” signs set up south of the crossing, slow-down marking renewed.',
    name: 'Your name', send: 'Send the answer', noteMissing: 'Say what was done', nameMissing: 'Say your name', photoMissing: 'First add a photo that shows it', thanks: 'Your answer has arrived', thanksHint: 'Another person will verify it; if it is sent back, answer again by this link.', done: 'This hazard is closed',
    ask: 'Questions: {{phone}}', gone: 'This link does not open', goneHint: 'Check that it is complete, or ask the office that sent it for a new one.', tooMany: 'Too many tries; please come back later.', retry: 'Try again',
  },
}
