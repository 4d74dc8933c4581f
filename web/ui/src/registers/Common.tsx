// What every file shows: scanned papers, permits and signs, hazards, links to what is kept elsewhere, the list of changes.
import { useRef, useState } from 'react'
import { Button, Select } from 'antd'
import { FilePdfOutlined, PaperClipOutlined, PictureOutlined } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { paperAddress, usePutPaper, type ApplicationShown, type FileKind, type HazardShown, type HistoryLine, type Named, type Paper, type PermitShown } from '../api/registers'
import { wordOr } from '../i18n'
import { useClock } from '../lib/useClock'
import { Refused } from '../ui/Refused'
import { stateWords } from '../permits/words'
import { PAPERS } from './fields'

const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf'

export function Papers({ kind, id, papers, may }: { kind: FileKind; id: string; papers: Paper[]; may: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [of, setOf] = useState<string>(PAPERS[kind][0])
  const input = useRef<HTMLInputElement>(null)
  const put = usePutPaper(kind, id)
  return (
    <section className="sb-permit-card" data-testid="register-papers">
      <div className="sb-block-head">
        <h3>{t('registers.part.papers')}</h3>
        {may && (
          <div className="sb-permit-add">
            <Select value={of} onChange={setOf} popupMatchSelectWidth={false} aria-label={t('registers.field.kind')} options={PAPERS[kind].map((value) => ({ value, label: t(`registers.kind.${value}`) }))} />
            <Button icon={<PaperClipOutlined />} loading={put.isPending} title={t('registers.hint')} onClick={() => input.current?.click()}>{t('registers.act.upload')}</Button>
            <input
              ref={input} type="file" hidden accept={ACCEPTED} data-testid="register-paper-input"
              onChange={(event) => {
                const file = event.target.files?.[0]
                if (file) put.mutate({ file, paper: of })
                event.target.value = ''
              }}
            />
          </div>
        )}
      </div>
      <Refused error={put.error} />
      {papers.length === 0 && <p className="sb-muted">{t('registers.none')}</p>}
      <ul className="sb-register-lines">
        {papers.map((one) => (
          <li key={one.id}>
            <span className="sb-inline">{one.media_type === 'application/pdf' ? <FilePdfOutlined aria-hidden /> : <PictureOutlined aria-hidden />}<a href={paperAddress(one.id)} target="_blank" rel="noreferrer">{`${wordOr(t, `registers.kind.${one.kind}`, one.kind)} · ${one.name}`}</a></span>
            <span className="sb-fine">{t('registers.by', { name: one.by, time: clock.date(one.at) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Permits({ permits }: { permits: PermitShown[] }) {
  const { t } = useTranslation()
  return (
    <section className="sb-permit-card" data-testid="register-permits">
      <h3>{t('registers.part.permits')}</h3>
      {permits.length === 0 && <p className="sb-muted">{t('registers.none')}</p>}
      <ul className="sb-register-lines">
        {permits.map((one) => (
          <li key={one.id}>
            <span className="sb-stack">
              <span className="sb-inline"><b>{one.number}</b><Link href={`/registers/vehicles/${one.vehicle_id}`}>{one.plate}</Link></span>
              <span className="sb-fine">{`${one.holder} · ${one.valid_from} – ${one.valid_to ?? '…'} · ${one.sign_number ? t('registers.sign', { n: one.sign_number }) : t('registers.signNone')} ${one.sign_valid_to ? t('registers.until', { day: one.sign_valid_to }) : ''}`}</span>
            </span>
            <span className="sb-chip" data-tone={one.in_force ? 'good' : 'quiet'}>{one.in_force ? t('registers.inForce') : t('registers.notInForce')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Hazards({ hazards }: { hazards: HazardShown[] }) {
  const { t } = useTranslation()
  return (
    <Block title={t('registers.related.hazards')}>
      {hazards.length === 0 ? <p className="sb-muted">{t('registers.related.noHazards')}</p> : hazards.map((one) => <Link key={one.id} href={`/hazards?hazard=${one.id}`}>{one.title}{one.due_on ? ` · ${one.due_on}` : ''}</Link>)}
    </Block>
  )
}

export function Applications({ applications }: { applications: ApplicationShown[] }) {
  const { t } = useTranslation()
  return (
    <Block title={t('registers.related.applications')}>
      {applications.length === 0 && <p className="sb-muted">{t('registers.none')}</p>}
      {applications.map((one) => (
        <Link key={one.id} href={`/permits/${one.id}`}>{`${one.number ?? t('registers.related.draft')} · ${t(`procedure.kind.${one.kind}`)} · ${stateWords(t, 'application', one.state)}`}</Link>
      ))}
    </Block>
  )
}

export function Links({ title, names, to }: { title: string; names: Named[]; to: ((id: string) => string) | null }) {
  const { t } = useTranslation()
  return (
    <Block title={title}>
      {names.length === 0 && <p className="sb-muted">{t('registers.none')}</p>}
      {names.map((one) => (to ? <Link key={one.id} href={to(one.id)}>{one.name}</Link> : <span key={one.id}>{one.name}</span>))}
    </Block>
  )
}

export function Block({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="sb-register-block">
      <h4>{title}</h4>
      <div className="sb-register-links">{children}</div>
    </div>
  )
}

export function History({ lines }: { lines: HistoryLine[] }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <details className="sb-permit-card" data-testid="register-history">
      <summary><b>{t('registers.part.history')}</b> <span className="sb-fine">{lines.length}</span></summary>
      <ul className="sb-register-lines">
        {lines.map((one) => (
          <li key={one.id}>
            <span className="sb-stack">
              <b>{actionWords(t, one.action)}</b>
              <span className="sb-fine">{changesOf(t, one)}</span>
            </span>
            <span className="sb-fine">{t('registers.by', { name: one.by ?? t('registers.program'), time: `${clock.date(one.at)} ${clock.time(one.at)}` })}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

const QUIET = new Set(['id', 'vehicle_id', 'person_id', 'organisation_id', 'file_id'])

/** "register.insurance.change" -> "修改 · 保险". */
function actionWords(t: TFunction, action: string): string {
  if (action === 'person.reveal') return t('registers.action.reveal')
  if (action === 'register.paper.add') return t('registers.action.paperAdd')
  if (action === 'register.person.add') return t('registers.action.personAdd')
  const [of = '', deed = of] = action.replace('register.', '').split('.')
  const word = wordOr(t, `registers.action.${deed}`, t('registers.action.other'))
  const part = wordOr(t, `registers.part.${of === 'duty' ? 'duties' : of}`, '')
  return part ? `${word} · ${part}` : word
}

/** What differs, as it was and as it is. */
function changesOf(t: TFunction, one: HistoryLine): string {
  const before = one.detail.before ?? {}
  const after = one.detail.after ?? {}
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !QUIET.has(name) && before[name] !== after[name])
  const told = names.map((name) => `${wordOr(t, `registers.field.${name}`, name)}${t('registers.colon')}${shown(t, before[name])} → ${shown(t, after[name])}`)
  return told.length > 0 ? told.join(t('permits.life.join')) : (one.detail.name ?? '')
}

const shown = (t: TFunction, value: unknown): string => {
  if (value === null || value === undefined) return '—'
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  return wordOr(t, `registers.kind.${text}`, text)
}
