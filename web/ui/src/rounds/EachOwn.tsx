// What is each file's own in a step of many: numbers of signs (typed or pasted from a table), what is missing, opinions, times.
import { useState } from 'react'
import { Button, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { OPINIONS, type Deed } from '../api/permits'
import type { RoundDetail, RoundFile, StepOfMany } from '../api/rounds'
import { Plate } from '../ui/Plate'
import { nameOf, ownOf, type Own } from './asked'
import { readPasted, type Pasted } from './paste'

interface Props {
  round: RoundDetail
  step: StepOfMany
  files: RoundFile[]
  own: Readonly<Record<string, Own>>
  change: (own: Readonly<Record<string, Own>>) => void
}
type Change = (id: string, part: Own) => void

export function EachOwn({ step, files, own, change }: Props) {
  const { t } = useTranslation()
  const names = ownOf(step)
  if (names.length === 0) return null
  const one: Change = (id, part) => change({ ...own, [id]: { ...own[id], ...part } })
  const signs = nameOf(step) === 'sign.issue'
  const lack = signs ? files.filter((file) => !own[file.id]?.number).length : 0
  return (
    <details className="sb-round-own" open={signs || undefined} data-testid="many-own">
      <summary>{t('rounds.many.eachOwn')}{lack > 0 && <span className="sb-chip" data-testid="many-lack">{t('rounds.many.noSign', { n: lack })}</span>}</summary>
      {signs && <Paste files={files} own={own} change={change} />}
      <ul className="sb-round-rows">
        {files.map((file) => (
          <li key={file.id} data-own={file.vehicle?.name}>
            <span className="sb-stack"><Plate plate={file.vehicle?.name ?? file.number ?? ''} /><span className="sb-fine">{file.applicant.name}</span></span>
            <span className="sb-round-fields">{names.map((name) => <Field key={name} name={name} file={file} own={own[file.id] ?? {}} change={(part) => one(file.id, part)} />)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Field({ name, file, own, change }: { name: keyof Own; file: RoundFile; own: Own; change: (part: Own) => void }) {
  const { t } = useTranslation()
  const plate = file.vehicle?.name ?? ''
  const label = (words: string) => `${plate} ${words}`
  switch (name) {
    case 'number':
      return <Input maxLength={64} placeholder={t('rounds.many.number')} aria-label={label(t('rounds.many.number'))} value={own.number ?? ''} onChange={(event) => change({ number: event.target.value })} data-testid="own-number" />
    case 'valid_to': {
      const latest = file.latest_sign_day
      return <Input type="date" title={t('rounds.many.validHint')} aria-label={label(t('rounds.many.validTo'))} {...(latest ? { max: latest } : {})} value={own.valid_to ?? latest ?? ''} onChange={(event) => change({ valid_to: event.target.value })} data-testid="own-valid-to" />
    }
    case 'appointment':
      return <Input type="datetime-local" aria-label={label(t('permits.ask.appointment'))} value={own.appointment ?? ''} onChange={(event) => change({ appointment: event.target.value })} data-testid="own-appointment" />
    case 'opinion':
      return (
        <Radio.Group
          size="small" optionType="button" aria-label={label(t('rounds.many.opinion'))} value={own.opinion ?? null} options={OPINIONS.map((value) => ({ value, label: t(`permits.opinion.${value}`) }))}
          onChange={(event) => change({ opinion: event.target.value as NonNullable<Deed['opinion']> })} data-testid="own-opinion"
        />
      )
    case 'missing':
      return <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} placeholder={t('rounds.many.missing')} aria-label={label(t('rounds.many.missing'))} value={own.missing ?? ''} onChange={(event) => change({ missing: event.target.value })} data-testid="own-missing" />
    case 'note':
      return <Input maxLength={2000} placeholder={t('permits.ask.note')} aria-label={label(t('permits.ask.note'))} value={own.note ?? ''} onChange={(event) => change({ note: event.target.value })} data-testid="own-note" />
  }
}

function Paste({ files, own, change }: Pick<Props, 'files' | 'own' | 'change'>) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [said, setSaid] = useState<Pasted | null>(null)
  const fill = () => {
    const pasted = readPasted(text, files.flatMap((file) => file.vehicle?.name ?? []))
    const next = { ...own }
    for (const file of files) {
      const number = pasted.found.get(file.vehicle?.name ?? '')
      if (number !== undefined) next[file.id] = { ...next[file.id], number }
    }
    change(next)
    setSaid(pasted)
  }
  return (
    <div className="sb-round-paste">
      <label>
        <span className="sb-muted">{t('rounds.many.paste')}</span>
        <Input.TextArea rows={3} value={text} onChange={(event) => setText(event.target.value)} data-testid="many-paste" />
      </label>
      <span className="sb-inline">
        <Button size="small" disabled={text.trim() === ''} onClick={fill} data-testid="many-paste-do">{t('rounds.many.pasteDo')}</Button>
        {said && <span role="status" data-testid="many-pasted">{t('rounds.many.pasted', { n: said.found.size })}</span>}
      </span>
      {said && said.unknown.length > 0 && <p className="sb-late">{t('rounds.many.unknown', { n: said.unknown.length, lines: said.unknown.slice(0, 5).join(' / ') })}</p>}
      {said && said.twice.length > 0 && <p className="sb-open">{t('rounds.many.twice', { plates: said.twice.join(' ') })}</p>}
    </div>
  )
}
