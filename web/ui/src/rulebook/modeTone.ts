// How a mode looks: never by colour alone, the word stands in it.
import type { Mode } from '../api/rulebook'

export const MODE_TONE: Readonly<Record<Mode, string>> = { off: 'quiet', trial: 'late', on: 'good' }
