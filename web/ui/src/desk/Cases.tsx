// The desk itself: the list of cases at the left, the chosen one at the right; keys, many at once, sound for the gravest.
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Switch, Tooltip } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CASES_KEY, useCases, useStep } from '../api/desk'
import { useConfig } from '../api/queries'
import { useMay } from '../lib/may'
import { useKeys } from '../lib/useKeys'
import { usePhone } from '../lib/usePhone'
import { useRuleTitle } from '../lib/useRuleTitle'
import { instantOf } from '../lib/wallClock'
import { useLiveStore, useServerNow } from '../live/context'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { useAlarm } from './alarm'
import { askOf, filterOf, type DeskAddress } from './address'
import { Bulk } from './Bulk'
import { CasePanel } from './CasePanel'
import { CaseRow } from './CaseRow'
import { Filters } from './Filters'
import { inOrder } from './order'

interface Props {
  address: DeskAddress
  change: (part: Partial<DeskAddress>) => void
}
const NEXT_DAY_MS = 86_400_000

export function Cases({ address, change }: Props) {
  const { t } = useTranslation()
  const phone = usePhone()
  const now = useServerNow(5000)
  const titleOf = useRuleTitle()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const mayPick = useMay('desk') && !phone
  const ask = askOf(address, (day, end) => instantOf(`${end ? nextDay(day) : day}T00:00`, zone))
  const answer = useCases(ask)
  const cases = useMemo(() => (answer.data ? inOrder(answer.data.items) : undefined), [answer.data])
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const alarm = useAlarm(cases, (one) => ({ title: t('desk.alarm.title'), body: `${one.plate} ${titleOf(one.rule)}` }))
  useRefreshed()
  const open = useCallback((id: string) => change({ case: id }), [change])
  const pick = useCallback((id: string) => setPicked((now_) => toggled(now_, id)), [])
  const chosen = cases?.find((one) => one.id === address.case)
  const acknowledge = useStep(chosen?.id ?? '')
  const move = (by: number) => {
    if (!cases || cases.length === 0) return
    const at = cases.findIndex((one) => one.id === focused())
    const next = cases[Math.min(cases.length - 1, Math.max(0, at + by))]
    document.querySelector<HTMLElement>(`[data-testid=case-row][data-case="${next?.id ?? ''}"]`)?.focus()
  }
  useKeys({
    j: alone(() => move(1)),
    k: alone(() => move(focused() ? -1 : 1)),
    x: alone(() => { const id = focused() ?? address.case; if (id && mayPick) pick(id) }),
    a: alone(() => { if (chosen?.state === 'open') acknowledge.mutate({ step: 'acknowledge', version: chosen.version }) }),
    Escape: alone(() => { if (address.case) change({ case: null }) }),
  })
  const shown = picked.size === 0 ? [] : (cases ?? []).filter((one) => picked.has(one.id))
  return (
    <div className="sb-desk" data-open={address.case !== null}>
      <section className="sb-desk-list" aria-label={t('desk.tabs.cases')}>
        <header className="sb-desk-list-head">
          <Filters address={address} change={change} />
          <div className="sb-desk-line">
            <span className="sb-count" data-testid="case-count">{t('desk.list.count', { count: cases?.length ?? 0 })}</span>
            <Tooltip title={t('desk.alarm.note')}>
              <label className="sb-only-open">
                <Switch size="small" checked={alarm.on} onChange={alarm.toggle} aria-label={t('desk.alarm.off')} data-testid="alarm-switch" />
                <span>{alarm.on ? t('desk.alarm.on') : t('desk.alarm.off')}</span>
              </label>
            </Tooltip>
          </div>
          {shown.length > 0 && <Bulk cases={shown.map((one) => ({ case_id: Number(one.id), version: one.version }))} onDone={() => setPicked(new Set())} />}
        </header>
        {!cases && (answer.isError ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : <Waiting rows={8} />)}
        {cases?.length === 0 && <Nothing filtered={filterOf(address).size > 0} />}
        <ol className="sb-cases" data-testid="case-list">
          {cases?.map((one) => (
            <CaseRow key={one.id} one={one} title={titleOf(one.rule)} now={now} chosen={one.id === address.case} picked={picked.has(one.id)} mayPick={mayPick} onOpen={open} onPick={pick} />
          ))}
        </ol>
        {answer.data?.next && <p className="sb-fine sb-desk-cut">{t('desk.list.cut')}</p>}
      </section>
      {address.case ? (
        <CasePanel key={address.case} id={address.case} onBack={() => change({ case: null })} />
      ) : (
        !phone && <section className="sb-desk-case"><Empty title={t('desk.list.choose')} hint={t('desk.list.chooseHint')} /></section>
      )}
    </div>
  )
}

/** A key that is the desk's only while no dialog is above it: Esc closes that, and nothing more. */
const alone = (act: () => void) => () => {
  const above = [...document.querySelectorAll<HTMLElement>('.ant-modal-wrap, .ant-image-preview')].some((one) => one.style.display !== 'none')
  if (!above) act()
}
const focused = () => (document.activeElement instanceof HTMLElement ? (document.activeElement.dataset.case ?? null) : null)
const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00Z`) + NEXT_DAY_MS).toISOString().slice(0, 10)

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}

/** A finding that has just come over the live socket is on the desk already: ask at once, not at the next turn. */
function useRefreshed(): void {
  const store = useLiveStore()
  const queries = useQueryClient()
  useEffect(
    () =>
      store.subscribe((news) => {
        if (news.findings.length > 0) void queries.invalidateQueries({ queryKey: CASES_KEY }, { cancelRefetch: false })
      }),
    [store, queries],
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation()
  return filtered ? <Empty title={t('desk.list.noMatch')} hint={t('desk.list.noMatchHint')} /> : <Empty title={t('desk.list.empty')} hint={t('desk.list.emptyHint')} />
}
