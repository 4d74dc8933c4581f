// What somebody has typed into the report form, kept in this window's session storage so that no error and no reload loses it.
import type { Kind } from '../../api/publicReports'

export interface Draft {
  kind?: Kind
  words?: string
  place?: string
  point?: [number, number]
  when?: string
  plate?: string
  name?: string
  phone?: string
  homepage?: string
}

const DRAFT = 'schoolbus.report.draft'
const TICKET = 'schoolbus.report.ticket'

/** A window without storage (a private one) still takes reports; it only forgets. */
const tried = <T>(deed: () => T, otherwise: T): T => {
  try {
    return deed()
  } catch {
    return otherwise
  }
}

export const readDraft = (): Draft => tried(() => (JSON.parse(sessionStorage.getItem(DRAFT) ?? '{}') as Draft | null) ?? {}, {})
export const keepDraft = (draft: Draft): void => tried(() => sessionStorage.setItem(DRAFT, JSON.stringify(draft)), undefined)
/** The ticket goes with the draft: the same form sent twice, even after a reload, is one report. */
export const readTicket = (): string | null => tried(() => sessionStorage.getItem(TICKET), null)
export const keepTicket = (ticket: string): void => tried(() => sessionStorage.setItem(TICKET, ticket), undefined)
export const dropDraft = (): void => tried(() => { sessionStorage.removeItem(DRAFT); sessionStorage.removeItem(TICKET) }, undefined)
