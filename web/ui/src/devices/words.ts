// What a stranger says of itself and what a command was, in words; pure.
import type { TFunction } from 'i18next'
import type { Command, Unknown } from '../api/deviceTypes'
import { wordOr } from '../i18n'
import { quantity } from '../lib/format'

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '')

/** "苏G12345 · 70111 BSJ-A6": plate, maker and model of a terminal that registered; else why its login was refused. */
export function saysOfItself(t: TFunction, { detail, registered }: Pick<Unknown, 'detail' | 'registered'>): string {
  const model = [detail.maker, detail.model].map(text).filter(Boolean).join(' ')
  const told = [text(detail.plate), model].filter(Boolean)
  if (told.length > 0) return told.join(' · ')
  const why = text(detail.why) || (registered ? 'wrong_secret' : '')
  return why ? wordOr(t, `unknown.why.${why}`, why) : ''
}

/** The alarms that a person may confirm, with their bits in JT/T 808. */
export const ALARMS = { emergency: 0, danger: 3, area: 20, route: 21, section_time: 22, ignition: 27, displacement: 28 } as const
export type Alarm = keyof typeof ALARMS

export const alarmsOf = (bits: number): Alarm[] => (Object.keys(ALARMS) as Alarm[]).filter((name) => Math.floor(bits / 2 ** ALARMS[name]) % 2 === 1)

/** What a command said: the text itself, the interval, the camera. */
export function contentOf(t: TFunction, command: Pick<Command, 'kind' | 'body'>): string {
  const { kind, body } = command
  if (kind === 'text') return text(body.text)
  if (kind === 'interval') return quantity(t, Number(body.interval_s), 's')
  if (kind === 'snapshot') return t('command.channelNo', { n: text(body.channel) })
  if (kind === 'confirm_alarm') return alarmsOf(Number(body.alarms)).map((name) => t(`command.alarm.${name}`)).join(t('common.comma'))
  return ''
}

/** Bytes of a text as a terminal gets it: GBK has two for a Chinese character, one for ASCII. */
export const gbkBytes = (words: string): number => [...words].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) < 0x80 ? 1 : 2), 0)
