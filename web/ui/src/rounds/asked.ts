// From what was filled in to what the API is asked: the same for all files, and what is each one's own; pure.
import type { Deed, Need } from '../api/permits'
import type { RoundFile, Row, StepOfMany, Wish } from '../api/rounds'
import { instantOf } from '../lib/wallClock'

export interface Values {
  note?: string
  missing?: string
  inspector_1?: string
  inspector_2?: string
  until?: string
  opinion?: Deed['opinion']
  paper_id?: string
  document_number?: string
  dated_on?: string
  valid_from?: string
  valid_to?: string
}
/** What a file has of its own, as it was typed: a number, a last day, lines of what is missing, a time on the wall clock. */
export interface Own {
  number?: string
  valid_to?: string
  missing?: string
  appointment?: string
  opinion?: Deed['opinion']
  note?: string
}
/** What each file may have of its own in a step. */
export const OWN_OF: Readonly<Record<string, readonly (keyof Own)[]>> = {
  'application.correct': ['missing'],
  'application.recommend': ['opinion', 'note'],
  'application.refuse': ['note'],
  'police.call': ['appointment'],
  'police.reply': ['opinion', 'note'],
  'transport.reply': ['opinion', 'note'],
  'sign.issue': ['number', 'valid_to'],
}
/** What a step takes for all without needing it. */
const ALSO: Readonly<Record<string, readonly Need[]>> = { 'police.reply': ['note'], 'transport.reply': ['note'], 'application.issue': ['valid_to'], 'application.grant': ['note'] }
/** What is not asked for all: it is each file's own, or follows from the file. */
const APART: Readonly<Record<string, readonly Need[]>> = { 'police.call': ['appointment'], 'sign.issue': ['number', 'valid_to'] }

export const nameOf = (step: Pick<StepOfMany, 'subject' | 'step'>): string => `${step.subject}.${step.step}`
export const ownOf = (step: StepOfMany): readonly (keyof Own)[] => OWN_OF[nameOf(step)] ?? []
export const alsoOf = (step: StepOfMany): readonly Need[] => (ALSO[nameOf(step)] ?? []).filter((name) => !step.needs.includes(name))
export const neededOf = (step: StepOfMany): readonly Need[] => step.needs.filter((name) => !(APART[nameOf(step)] ?? []).includes(name))

export const firstOf = (step: StepOfMany, today: string): Values => ({
  ...(step.needs.includes('dated_on') ? { dated_on: today } : {}),
  ...(step.needs.includes('valid_from') ? { valid_from: today } : {}),
})

export const linesOf = (text: string | undefined): string[] => (text ?? '').split('\n').map((one) => one.trim()).filter(Boolean)

/** `files` as the person saw them: each goes with the version that was seen. */
export function wishOf(step: StepOfMany, files: readonly RoundFile[], values: Values, own: Readonly<Record<string, Own>>, zone: string): Wish {
  const { missing, inspector_1, inspector_2, ...plain } = values
  const people = [inspector_1, inspector_2].map((one) => (one ?? '').trim()).filter(Boolean)
  const lines = linesOf(missing)
  return {
    subject: step.subject, step: step.step,
    ...(Object.fromEntries(Object.entries(plain).filter(([, value]) => value)) as Partial<Wish>),
    ...(lines.length > 0 ? { missing: lines } : {}), ...(people.length > 0 ? { inspectors: people } : {}),
    files: files.map((file) => rowOf(file, own[file.id] ?? {}, zone)),
  }
}

function rowOf(file: RoundFile, own: Own, zone: string): Row {
  const { missing, appointment, ...plain } = own
  const at = instantOf(appointment, zone)
  const lines = linesOf(missing)
  return {
    application_id: file.id, version: file.version,
    ...(Object.fromEntries(Object.entries(plain).filter(([, value]) => value)) as Partial<Row>),
    ...(lines.length > 0 ? { missing: lines } : {}), ...(at ? { appointment: at } : {}),
  }
}
