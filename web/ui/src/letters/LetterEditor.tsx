// One letter's text: written with its fields, seen as it will stand, kept as the next version.
import { useRef, useState } from 'react'
import { App, Button, Input, Popconfirm } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useTranslation } from 'react-i18next'
import { MOST_CHARS, useKeepLetter, type LetterField, type LetterTemplate } from '../api/letters'
import { Refused } from '../ui/Refused'
import { LetterVersions } from './LetterVersions'
import { faultOf, paragraphsOf, withField, type Fault } from './text'

interface Props {
  one: LetterTemplate
  /** Whether something is written that is not saved. */
  touched: (unsaved: boolean) => void
}

export function LetterEditor({ one, touched }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [text, setText] = useState(one.text)
  const write = (next: string) => {
    setText(next)
    touched(next !== one.text)
  }
  const area = useRef<TextAreaRef>(null)
  const keep = useKeepLetter(one.name)
  const fault = faultOf(text, one.fields)
  const same = text === one.text
  const insert = (name: string) => {
    const box = area.current?.resizableTextArea?.textArea
    const put = withField(text, name, box?.selectionStart ?? text.length, box?.selectionEnd ?? text.length)
    write(put.text)
    requestAnimationFrame(() => {
      box?.focus()
      box?.setSelectionRange(put.cursor, put.cursor)
    })
  }
  const kept = (made: LetterTemplate) => {
    touched(false)
    void message.success(t('letters.saved', { version: made.version }))
  }
  const save = () => keep.mutate({ text, version: one.version }, { onSuccess: kept })
  return (
    <div className="sb-letters-one" data-testid="letter-editor">
      <section className="sb-card">
        <h2>{one.title}</h2>
        <label className="sb-muted" htmlFor="letter-text">{t('letters.textHint')}</label>
        <Input.TextArea id="letter-text" ref={area} value={text} status={fault ? 'error' : ''} autoSize={{ minRows: 8, maxRows: 24 }} onChange={(event) => write(event.target.value)} data-testid="letter-text" />
        {fault && <p className="sb-letters-fault" role="alert" data-testid="letter-fault"><Said fault={fault} /></p>}
        <p className="sb-actions">
          <Button type="primary" disabled={same || fault !== null} loading={keep.isPending} onClick={save} data-testid="letter-save">{t('letters.save')}</Button>
          {!same && (
            <Popconfirm title={t('letters.leave')} okText={t('letters.yes')} cancelText={t('letters.no')} onConfirm={() => write(one.text)}>
              <Button data-testid="letter-undo">{t('letters.undo')}</Button>
            </Popconfirm>
          )}
        </p>
        <Refused error={keep.error} />
      </section>
      <Fields fields={one.fields} insert={insert} />
      <Preview title={one.title} text={text} fields={one.fields} />
      <LetterVersions one={one} text={text} look={write} />
    </div>
  )
}

function Said({ fault }: { fault: Fault }) {
  const { t } = useTranslation()
  if (fault.kind === 'unknown') return t('letters.unknown', { fields: fault.names.map((name) => `{${name}}`).join(' ') })
  if (fault.kind === 'long') return t('letters.long', { most: MOST_CHARS })
  return fault.kind === 'empty' ? t('letters.empty') : t('letters.braces')
}

/** What a field stands for, in the page's language. */
function useMeaning() {
  const { i18n } = useTranslation()
  return (one: LetterField) => (i18n.language === 'en' ? one.en : one.zh)
}

function Fields({ fields, insert }: { fields: LetterField[]; insert: (name: string) => void }) {
  const { t } = useTranslation()
  const meaning = useMeaning()
  return (
    <section className="sb-card">
      <h2>{t('letters.fields')}</h2>
      <p className="sb-muted">{t('letters.fieldsHint')}</p>
      <ul className="sb-letters-fields">
        {fields.map((one) => (
          <li key={one.name}>
            <Button size="small" onClick={() => insert(one.name)} data-testid={`field-${one.name}`}><code>{`{${one.name}}`}</code></Button>
            <span>{meaning(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Preview({ title, text, fields }: { title: string; text: string; fields: LetterField[] }) {
  const { t } = useTranslation()
  const meaning = useMeaning()
  const known = new Map(fields.map((one) => [one.name, meaning(one)]))
  const rows = paragraphsOf(text)
  return (
    <section className="sb-card">
      <h2>{t('letters.preview')}</h2>
      <p className="sb-muted">{t('letters.previewHint')}</p>
      <article className="sb-letters-sheet" lang="zh-CN" data-testid="letter-preview">
        <h3>{title}</h3>
        {rows === null ? <p>{t('letters.braces')}</p> : rows.map(({ at, pieces }) => (
          <p key={at}>{pieces.map((piece) => (piece.field === null ? piece.text : <mark key={piece.at} data-known={known.has(piece.field)}>{known.get(piece.field) ?? piece.text}</mark>))}</p>
        ))}
      </article>
    </section>
  )
}
