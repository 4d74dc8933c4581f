// Words and small figures of suspects, pure.
import type { Both, SuspectState } from '../api/suspects'

export const said = (language: string, text: Both): string => (language === 'en' ? text.en : text.zh)

/** "+1.5", "−2.0": a real minus, so that figures stand under each other. */
export const points = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`

export const TONE: Record<SuspectState, string> = { new: 'bad', watched: 'bad', handed: 'plain', decided: 'good', dismissed: 'plain' }
