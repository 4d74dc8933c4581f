// What the permit desk says of dates, articles and steps, put together from the dictionaries.
import type { TFunction } from 'i18next'
import type { Application, Life, PermitEvent, Subject } from '../api/permits'
import { wordOr } from '../i18n'
import type { Clock } from '../lib/format'

const SOON_DAYS = 2
export type Tone = 'over' | 'soon' | 'calm'
type Due = Pick<Application, 'due_on' | 'days_left'>

/** Over is over on the weekend after its last day too, when no working day has passed since. */
const isOver = (one: Due, today: string) => one.due_on !== null && one.due_on < today

/** `today` as YYYY-MM-DD on the service's own clock. */
export function toneOf(one: Due, today: string): Tone {
  if (isOver(one, today)) return 'over'
  return one.days_left !== null && one.days_left <= SOON_DAYS ? 'soon' : 'calm'
}

/** "超期 2 天", "今天到期", "剩 3 天": working days. */
export function leftWords(t: TFunction, one: Due, today: string): string {
  const days = one.days_left ?? 0
  if (isOver(one, today)) return days < 0 ? t('permits.left.over', { n: -days }) : t('permits.left.justOver')
  return one.due_on === today ? t('permits.left.today') : t('permits.left.days', { n: days })
}

export const clockWords = (t: TFunction, name: string): string => wordOr(t, `procedure.clock.${name}`, name)
export const stepWords = (t: TFunction, subject: Life, step: string): string =>
  wordOr(t, `procedure.step.${subject}.${step}`, wordOr(t, `permits.life.${step}`, step))
export const stateWords = (t: TFunction, subject: Life, state: string): string => wordOr(t, `procedure.state.${subject}.${state}`, state)

/** "REG 15; VEH 59" with the names of the laws; a law that is not known is told as it is. */
export function lawWords(t: TFunction, article: string): string {
  return article.split(';').map((each) => oneLaw(t, each.trim())).join(t('common.comma'))
}

function oneLaw(t: TFunction, article: string): string {
  const [law = '', ...numbers] = article.split(' ')
  const n = numbers.join(' ')
  if (law === 'REG') return t('permits.law.REG', { n })
  if (law === 'VEH') return t('permits.law.VEH', { n })
  if (law === 'LYG17') return t('permits.law.LYG17')
  if (law === '行政许可法') return t('permits.law.licensing', { n })
  return law === '行政处罚法' ? t('permits.law.penalty', { n }) : article
}

/** What was done; of an office's or a sign's own life, whose. */
export function eventWords(t: TFunction, event: PermitEvent): string {
  return whoseWords(t, event.subject, stepWords(t, event.subject, event.step))
}

/** "公安交管：回复意见": a step of an office or of the sign, with whose it is. */
export function whoseWords(t: TFunction, of: Subject, step: string): string {
  if (of === 'application') return step
  return t('permits.life.of', { subject: of === 'sign' ? t('permits.file.signs') : t(`permits.office.${of}`), step })
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [])

/** What a step brought with it, in one line. */
export function detailWords(t: TFunction, event: PermitEvent, clock: Clock): string {
  const told = event.detail
  const text = (name: string) => (typeof told[name] === 'string' ? told[name] : null)
  const comma = t('common.comma')
  const said = [
    told.opinion === 'agrees' || told.opinion === 'disagrees' ? t(`permits.opinion.${told.opinion}`) : null,
    text('receipt') && event.step === 'submit' ? t('permits.life.receipt', { n: text('receipt') }) : null,
    texts(told.missing).length > 0 ? t('permits.life.missing', { list: texts(told.missing).join(comma) }) : null,
    texts(told.inspectors).length > 0 ? t('permits.life.inspectors', { list: texts(told.inspectors).join(comma) }) : null,
    text('until') ? t('permits.life.until', { day: text('until') }) : null,
    text('appointment') ? t('permits.life.appointment', { time: whenWords(clock, text('appointment') ?? '') }) : null,
    text('document_number') ? t('permits.life.document', { n: text('document_number') }) : null,
    text('permit') ? t('permits.life.permit', { n: text('permit') }) : null,
    text('number') ? t('permits.life.number', { n: text('number') }) : null,
    text('valid_from') ? t('permits.life.valid', { from: text('valid_from'), to: text('valid_to') ?? t('permits.life.open') }) : null,
    event.step === 'attach' ? [wordOr(t, `permits.paper.${text('kind') ?? ''}`, ''), text('name')].filter(Boolean).join(' ') : null,
  ]
  return said.filter(Boolean).join(comma)
}

export const whenWords = (clock: Clock, iso: string): string => `${clock.date(iso)} ${clock.time(iso)}`
