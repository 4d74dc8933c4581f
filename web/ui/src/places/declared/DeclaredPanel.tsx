// Weather, surface and exemptions: what holds now, what is planned, what is over; declared, carried on, ended.
import { useState } from 'react'
import { Button, Popconfirm } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useDeclared, useEndDeclared, useRenewDeclared } from '../../api/places'
import type { Declared, DeclaredKind } from '../../api/placeTypes'
import { useMay } from '../../lib/may'
import { useClock } from '../../lib/useClock'
import { useServerNow } from '../../live/context'
import { Empty, Failure, Waiting } from '../../ui/Answer'
import { Refused } from '../../ui/Refused'
import type { Drawn } from '../draw/drawing'
import { DeclareForm, type Where } from './DeclareForm'
import { stateOf, whatOf, whereOf } from './words'

const HOUR_MS = 3_600_000
const RENEWED_HOURS = { conditions: 2, exemptions: 24 } as const
const PAST_SHOWN = 20

interface Props {
  declaring: DeclaredKind | null
  drawn: Drawn | null
  onDeclaring: (what: DeclaredKind | null) => void
  onWhere: (where: Where) => void
}

export function DeclaredPanel({ declaring, drawn, onDeclaring, onWhere }: Props) {
  const { t } = useTranslation()
  const mayWeather = useMay('declareWeather')
  const mayExempt = useMay('declareExemptions')
  if (declaring) {
    return (
      <section className="sb-places-list" aria-label={t(`declared.new.${declaring}`)}>
        <h2>{t(`declared.new.${declaring}`)}</h2>
        <DeclareForm key={declaring} what={declaring} drawn={drawn} onWhere={onWhere} onDone={() => onDeclaring(null)} />
      </section>
    )
  }
  return (
    <div className="sb-places-list" data-testid="declared-panel">
      <List what="conditions" may={mayWeather} onNew={() => onDeclaring('conditions')} />
      <List what="exemptions" may={mayExempt} onNew={() => onDeclaring('exemptions')} />
    </div>
  )
}

function List({ what, may, onNew }: { what: DeclaredKind; may: boolean; onNew: () => void }) {
  const { t } = useTranslation()
  const now = useServerNow(5000)
  const answer = useDeclared(what, 'all')
  const rows = answer.data ?? []
  const [older, setOlder] = useState(false)
  const standing = rows.filter((one) => stateOf(one, now) !== 'past')
  const past = rows.filter((one) => stateOf(one, now) === 'past')
  return (
    <section className="sb-declared" aria-label={t(`declared.title.${what}`)} data-testid={`declared-${what}`}>
      <header className="sb-block-head">
        <h2>{t(`declared.title.${what}`)}</h2>
        {may && <Button size="small" icon={<PlusOutlined />} onClick={onNew} data-testid={`new-${what}`}>{t('declared.declare')}</Button>}
      </header>
      <p className="sb-fine">{t(`declared.lead.${what}`)}</p>
      {answer.isPending && <Waiting rows={2} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && standing.length === 0 && <Empty title={t(`declared.none.${what}`)} />}
      <ul>{standing.map((one) => <Item key={one.id} what={what} one={one} now={now} may={may} renewed={rows.some((other) => other.renews === one.id)} />)}</ul>
      {past.length > 0 && <button type="button" className="sb-link" aria-expanded={older} onClick={() => setOlder(!older)}>{t('declared.past', { count: past.length })}</button>}
      {older && <ul>{past.slice(0, PAST_SHOWN).map((one) => <Item key={one.id} what={what} one={one} now={now} may={false} renewed={false} />)}</ul>}
    </section>
  )
}

function Item({ what, one, now, may, renewed }: { what: DeclaredKind; one: Declared; now: number; may: boolean; renewed: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const renew = useRenewDeclared(what, one.id)
  const end = useEndDeclared(what, one.id)
  const state = stateOf(one, now)
  const until = one.until ?? new Date(now).toISOString()
  return (
    <li className="sb-declared-item" data-state={state} data-testid="declared-item">
      <p className="sb-inline">
        <b>{whatOf(t, one)}</b>
        <span className="sb-chip" data-tone={state === 'current' ? 'good' : ''}>{t(`declared.state.${state}`)}</span>
        {what === 'conditions' && <span className="sb-fine">{one.lowers ? t('declared.lowers') : t('declared.lowersNot')}</span>}
      </p>
      <p>{whereOf(t, one)}{one.reason ? ` · ${one.reason}` : ''}</p>
      <p className="sb-muted">{[`${clock.moment(one.since, now)} – ${clock.moment(until, now)}`, one.declared_by, one.source].filter(Boolean).join(' · ')}</p>
      {may && state !== 'past' && (
        <p className="sb-actions">
          {!renewed && (
            <Button size="small" loading={renew.isPending} onClick={() => renew.mutate(new Date(Date.parse(until) + RENEWED_HOURS[what] * HOUR_MS).toISOString())} data-testid="renew">
              {t('declared.renew', { n: RENEWED_HOURS[what] })}
            </Button>
          )}
          <Popconfirm title={t('declared.endAsk')} okText={t('declared.end')} cancelText={t('devices.cancel')} onConfirm={() => end.mutate()}>
            <Button size="small" loading={end.isPending} data-testid="end-declared">{t('declared.end')}</Button>
          </Popconfirm>
        </p>
      )}
      <Refused error={renew.error ?? end.error} />
    </li>
  )
}
