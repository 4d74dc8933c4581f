// The colours of severities, as the desk has them: red for the gravest, amber, grey.
import type { Severity } from '../../api/figures'
import { TOKENS, type Mode } from '../../theme/tokens'

export function severityColours(mode: Mode): Record<Severity, string> {
  const c = TOKENS[mode]
  return { B: c.verdict.breach, A1: c.verdict.late, A2: c.verdict.parked, I: c.map.zone }
}
