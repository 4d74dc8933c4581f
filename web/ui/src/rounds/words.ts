// What rounds say of steps, put together from the dictionaries.
import type { TFunction } from 'i18next'
import type { Outcome, RoundDetail, StepOfMany, Subject } from '../api/rounds'
import { stepWords, whoseWords } from '../permits/words'

export const manyWords = (t: TFunction, subject: Subject, step: string): string => whoseWords(t, subject, stepWords(t, subject, step))

/** "补录：公安交管：回复意见" where the desk writes down what the office did. */
export function stepOfManyWords(t: TFunction, one: Pick<StepOfMany, 'subject' | 'step' | 'recorded'>): string {
  const words = manyWords(t, one.subject, one.step)
  return one.recorded ? t('rounds.record', { step: words }) : words
}

export const whyWords = (language: string, one: Outcome): string => (language === 'en' ? one.why?.en : one.why?.zh) ?? ''

/** The files that a step may be taken of. */
export const thoseThatMay = (round: RoundDetail, subject: Subject, step: string) => round.items.filter((file) => file.steps.includes(`${subject}.${step}`))
