// The words of seals in English.
import type { Dictionary } from './zh-CN'

export const sealsEn: Dictionary['seals'] = {
  title: 'Seals', lead: 'Data frozen as evidence: never changed, never deleted, until two people lift the seal with a reason.', new: 'New seal', newTitle: 'Seal', seal: 'Seal',
  newLead: 'Once sealed, all fixes, raw frames, findings, permit, place and parameter versions and the audit trail of that time can neither be changed nor deleted, whatever their retention. Two people lift it, each with a reason.',
  emptyTitle: 'Nothing is sealed yet', emptyHint: 'After an accident or in a dispute, seal what belongs to it: here, in playback, or from the evidence of a finding.', gone: 'This seal cannot be found; it may be beyond what you may see.',
  number: 'Number', numbered: 'Seal {{n}}', what: 'Kind', subject: 'Of', kind: { vehicle: 'Bus', run: 'Run', person: 'Person' },
  since: 'From', until: 'To', day: 'Day', time: 'Time', span: '{{from}} to {{to}}', reason: 'Reason', reasonExample: 'For example: inquiry into the accident of 12 October, letter of the traffic police', reasonMissing: 'Say why, in at least {{n}} characters', needed: 'Needed',
  runPick: 'Choose a run', noRuns: 'No runs on this day', personPick: 'Find by name', personType: 'Type a name', noPeople: 'Nobody found', personHint: 'Seals the data of every bus that this person drove or attended in that time.',
  fixes: 'Fixes', findings: 'Findings', by: 'Sealed by', byAt: '{{name}}, {{time}}', at: 'Sealed at', frozen: 'Frozen', counts: '{{fixes}} fixes, {{findings}} findings, {{parked}} raw frames',
  holds: 'These data cannot be changed now, and do not go when their time is over.', stretches: 'Buses and times', state: { sealed: 'Sealed', lifting: 'Waits for a second person', lifted: 'Lifted' },
  package: 'Package', packageHint: 'One ZIP file with all of it, a manifest, and the SHA-256 of every file; whoever receives it can verify it without this program, as its README says. With much data it takes some minutes.', download: 'Download the package',
  lifting: 'Lifting', liftingHint: 'Two different people lift a seal, each with a reason; then the usual retention holds again.', asked: '{{name}} asks to lift it', agreed: '{{name}} agrees', waitsForAnother: 'You have asked for it; another person has to agree.',
  askLift: 'Ask to lift it', agreeLift: 'Agree to lift it', askLead: 'After you have asked, another person has to agree before the seal is lifted.', agreeLead: 'If you agree the seal is lifted at once; what is past its retention is deleted tonight and cannot be brought back.', confirm: 'Confirm',
}
