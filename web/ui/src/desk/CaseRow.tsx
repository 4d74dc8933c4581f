// One case in the desk's list: how grave, which bus, what, how long there is, whose turn.
import { memo } from 'react'
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Case } from '../api/desk'
import { age, exceeds } from '../lib/format'
import { Plate } from '../ui/Plate'
import { dueWords } from './words'

interface Props {
  one: Case
  title: string
  now: number
  chosen: boolean
  picked: boolean
  mayPick: boolean
  onOpen: (id: string) => void
  onPick: (id: string) => void
}

export const CaseRow = memo(function CaseRow({ one, title, now, chosen, picked, mayPick, onOpen, onPick }: Props) {
  const { t } = useTranslation()
  const due = dueWords(t, one, now)
  const value = exceeds(t, one)
  return (
    <li className="sb-case" data-chosen={chosen} data-state={one.state} data-overdue={one.overdue}>
      {mayPick && (
        <span className="sb-case-pick">
          <Checkbox checked={picked} onChange={() => onPick(one.id)} aria-label={`${one.plate} ${title}`} data-testid="case-pick" />
        </span>
      )}
      <button type="button" className="sb-case-button" data-testid="case-row" data-case={one.id} data-rule={one.rule} aria-current={chosen} onClick={() => onOpen(one.id)}>
        <span className="sb-severity" data-severity={one.severity} title={t(`desk.severity.${one.severity}`)}>{one.severity}</span>
        <span className="sb-case-title">
          <Plate plate={one.plate} /> <b>{title}</b>
        </span>
        <span className="sb-case-due" data-overdue={one.overdue}>{due ?? age(t, one.last_began, now)}</span>
        <span className="sb-case-what">
          {one.open_findings > 0 && <span className="sb-case-now" aria-label={t('findings.open')} role="img" />}
          {value && <span>{value}</span>}
          {one.findings > 1 && <span>{t('desk.times', { count: one.findings })}</span>}
          {one.operator && <span className="sb-case-owner">{one.operator}</span>}
        </span>
        <span className="sb-case-state">
          <span className="sb-chip" data-tone={one.state === 'open' ? 'bad' : one.state === 'closed' ? 'good' : 'quiet'} data-testid="case-state">{t(`desk.state.${one.state}`)}</span>
          {one.assigned && <small>{one.assigned.name}</small>}
        </span>
      </button>
    </li>
  )
})
