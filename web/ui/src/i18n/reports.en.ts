// Public reports in English.
import type { Dictionary } from './zh-CN'

export const reportEn: Dictionary['report'] = {
  title: 'Report school-bus safety', lead: 'Anybody may report here what a school bus, or a vehicle that carries pupils, does wrong. No login; you need not give your name.', toForm: 'Report something', toFollow: 'Follow a report', office: 'Staff login',
  urgent: 'Is a child in danger right now? First call 110 (police) or 120 (ambulance).', call: 'Call {{n}}',
  kindLabel: 'What is wrong', kindMissing: 'Choose one', wordsLabel: 'What did you see', wordsMissing: 'Say what you saw', wordsExample: 'For instance: several children were standing in the bus, others sat in the aisle',
  placeLabel: 'Where', placeExample: 'Road, crossing, school gate', placeMissing: 'Say where it was, or mark it on the map', here: 'Use where this phone is', onMap: 'Mark it on a map', hideMap: 'Hide the map', tap: 'Tap the map where it was; tap again to correct it.',
  marked: 'Marked: {{lat}}, {{lon}}', unmark: 'Remove the mark', locating: 'Finding the position', noPosition: 'The phone gave no position. Mark it on the map, or say where it was.', mapFailed: 'This device cannot show the map. Please say where it was.', mapLabel: 'Map to mark the place on',
  whenLabel: 'When', plateLabel: 'Number plate, if you know it', plateExample: 'As on the plate; a part of it helps too',
  photosLabel: 'Photos (at most {{n}})', addPhoto: 'Take or choose a photo', removePhoto: 'Remove photo {{n}}', photosHint: 'Where a photo was taken and what else it says of you is removed. Be safe before you take one.', photoTooLarge: '{{name}} is larger than {{n}} MB and was left out.', photoWrong: '{{name}} is no JPEG, PNG or WebP photo and was left out.',
  contactLabel: 'How to reach you (optional)', contactWhy: "Used only to ask you about this. Only the bureau's officers on duty and the traffic police can see it, and each look is recorded. It is deleted {{n}} days after the report is closed, or by yourself at any time.", name: 'Name', phone: 'Phone', phoneWrong: 'A phone number has digits, blanks and + - ( ) only',
  privacyTitle: 'Your personal data', privacy: 'Handled by the education bureau of this district, to deal with your report (School Bus Safety Regulation, Art 8). We keep what you write here: photos until {{photo}} days and contact until {{contact}} days after the report is closed, photos of a report not taken up for {{refused}} days; a report to which nothing has happened for {{untouched}} days counts as closed then; how it was dealt with stays on record. Your network address is not kept, only an irreversible digest of it for at most two hours, against abuse. What is handed on to another office is the report alone.',
  send: 'Send the report', sending: 'Sending', kept: 'What you write stays on this device until you close the page. After a reload photos have to be chosen again.', failed: 'It was not sent. Everything that you wrote is still here.', keptShort: 'Look at your network and send it again; it will not be counted twice.', incomplete: 'Something is still missing: see the red lines.',
  homepage: 'Leave this empty',
  sent: 'Your report has arrived', number: 'Number', code: 'Code', keep: 'Keep number and code: you need both to follow your report. The code is shown to you alone and cannot be issued again.', copy: 'Copy', copied: 'Copied', print: 'Print the receipt', again: 'Report something else',
  receivedAt: 'Received', dueAt: 'To be accepted or handed on by', provisional: "(next year's holidays are not announced: reckoned Monday to Friday)", lawNote: 'School Bus Safety Regulation, Art 8. This service allows one working day to accept a report, or to hand it on to the office in charge with a receipt.',
  uploading: 'Sending photo {{done}} of {{all}}', photoFailed: 'Photos not sent: {{n}}', retryPhotos: 'Send them again', photoCount: 'Photos: {{n}}',
  followTitle: 'Follow a report', followLead: 'Enter number and code from your receipt.', ask: 'Show', numberExample: '2611-00042', codeExample: '7K3M9-QWX2T', numberWrong: 'A number looks like 2611-00042', codeWrong: 'A code has 10 letters and digits',
  state: { received: 'Received', accepted: 'Accepted', transferred: 'Handed on', refused: 'Not taken up', joined: 'Joined', investigated: 'Investigated', answered: 'Answered', closed: 'Closed' },
  meaning: {
    received: 'It waits to be accepted or handed on.', accepted: 'It is accepted and being looked into.', transferred: 'It was handed on to the office in charge.', refused: 'It is not taken up; see why below.', joined: 'It is dealt with together with another report.', investigated: 'It has been looked into; you will be answered.', answered: 'It is answered, see below.', closed: 'It is closed.',
  },
  overdue: 'Its time is over; the bureau is pressing for it.', joinedNote: 'Somebody else reported the same. Both are dealt with together; this is how it stands.', transferredTo: 'Handed on to', receiptNumber: 'Their receipt number', receiptOn: 'Date of the receipt', reason: 'Reason', answer: 'Answer', progress: 'What was done',
  removeContact: 'Delete my contact', contactGone: 'Your contact is deleted.', contactHeld: 'You left a contact', contactAsk: 'Nobody can reach you then; the report goes on as before.', notFound: 'Not found: compare number and code with your receipt.',
  kind: {
    overload: 'Overloaded', no_permit: 'No permit or sign', speeding: 'Speeding', unqualified_driver: 'Unqualified driver', no_attendant: 'No attendant', child_left: 'Child left in the bus', wrong_stop: 'Stopped in a wrong place', dangerous_road: 'Dangerous road', other: 'Something else',
  },
  refusal: {
    not_a_school_bus: 'Not a vehicle that carries pupils', not_a_violation: 'Breaks no rule', too_little_known: 'Too little is known', not_our_district: 'Not in this district', untrue: 'Found to be untrue', other: 'Other',
  },
}

export const reportsEn: Dictionary['reports'] = {
  title: 'Public reports', lead: "Art 8: act on reports promptly; what is another office's is handed on against a receipt. Each is accepted or handed on within one working day.", publicPage: 'Public page', publicHint: 'Publish this address at schools and in buses: {{address}}',
  tabs: { inbox: 'Inbox', days: 'Working days' },
  clock: { waiting: 'Waiting: {{n}}', overdue: 'Overdue: {{n}}', none: 'No report waits', next: 'Next term ends {{time}}' },
  left: '{{time}} left', over: '{{time}} over', inTime: 'in time', late: 'too late', daysLong: '{{n}} days', provisional: 'provisional',
  columns: { number: 'Number', kind: 'Kind', words: 'What', plate: 'Plate', place: 'Where', received: 'Received', clock: 'Term', state: 'State', photos: 'Photos' },
  open: 'Unfinished', all: 'All', onlyOverdue: 'Overdue', state: 'State', empty: 'No report yet', emptyHint: 'Publish the address of the public page. A report appears here, and its clock begins.', gone: 'There is no such report.',
  numbered: 'Report {{n}}', report: 'What was reported', happened: 'When', point: 'Position', ours: 'A bus of ours', stranger: 'No registered bus', seeBus: 'Look at the bus', noPlate: 'No plate given', sighting: 'Once accepted, the plate becomes a sighting among the suspects.',
  near: 'Our findings of the bus within two hours', alike: 'Other reports of this plate within three days', joinedHere: 'Joined with this one', joinedInto: 'Joined with', history: 'What was done', program: 'Program', photos: 'Photos', noPhotos: 'No photos', photoOf: 'Photo {{n}} of the report',
  contact: 'How to reach the reporter', showContact: 'Show the contact', contactNone: 'The reporter left no contact, or it is deleted.', contactHidden: 'The reporter left a contact; your role may not see it.', contactRecorded: 'Each look is recorded. Use it for this purpose only.', purpose: { ask: 'To ask the reporter', answer: 'To answer the reporter', danger: 'A child is in danger' },
  told: 'Told to the reporter', transferred: 'Handed on', answered: 'Answer', refused: 'Not taken up',
  step: {
    accept: 'Accept', transfer: 'Hand on', refuse: 'Do not take up', join: 'Join with another', investigate: 'Record the investigation', answer: 'Answer', close: 'Close', reopen: 'Take up again', plate: 'Enter the plate', note: 'Note', received: 'Received', contact_deleted: 'The reporter deleted the contact',
  },
  ask: {
    office: 'To which office', receipt_number: 'Their receipt number', receipt_on: 'Date of the receipt', reason: 'Reason', said: 'What the reporter is told', saidHint: 'The reporter reads this: no internal matters, no names.', note: 'Internal note', noteHint: 'Seen by the offices only.', duplicate_of: 'With which report (number)', plate: 'Number plate', needed: 'Needed', transferHint: 'Enter it once you have their receipt; until then the clock runs on.',
  },
  days: {
    lead: "Working days are those of the State Council's notices (PyPI chinesecalendar, known until {{until}}). Enter here where this office differs, and where that is written. Running terms are reckoned anew at once.", day: 'Day', works: 'working day', rests: 'day off', kind: 'It is a', source: 'Source', sourceExample: 'For instance: notice of the district government, 3 December 2026', add: 'Enter', remove: 'Take back', empty: 'No day of our own', emptyHint: 'A typhoon day, or a local make-up day, is entered here.', adminOnly: 'Entered by an administrator.',
  },
}
