// What the ledger says of a hazard that the API gives in its own words.
import type { TFunction } from 'i18next'
import type { Hazard, HazardEvent } from '../api/hazards'

/** How late it is: supervised, told to the bureau, overdue; empty for one in time or over. */
export function levelOf(t: TFunction, one: Hazard): string {
  if (one.state === 'closed' || one.state === 'dismissed') return ''
  if (one.level === 2) return t('hazards.level.supervised')
  if (one.level === 1) return t('hazards.level.escalated')
  return one.overdue ? t('hazards.overdue') : ''
}

/** What an event settled, beside its note. */
export function settledBy(t: TFunction, event: HazardEvent): string {
  const { owner, office, due_on: day, grade, name } = event.detail
  const said = [
    grade === 'general' || grade === 'major' ? t('hazards.detail.grade', { grade: t(`hazards.grade.${grade}`) }) : '',
    typeof owner === 'string' ? t('hazards.detail.owner', { name: owner }) : '',
    typeof office === 'string' ? t('hazards.detail.owner', { name: office }) : '',
    typeof day === 'string' ? t('hazards.detail.due', { day }) : '',
    event.step === 'attach' && typeof name === 'string' ? name : '',
  ]
  return said.filter(Boolean).join('，')
}
