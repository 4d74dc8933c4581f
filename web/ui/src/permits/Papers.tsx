// The papers of a file: of each kind the newest version, the earlier ones below it; and the way to add one.
import { useRef, useState } from 'react'
import { Button, Image, Select } from 'antd'
import { FilePdfOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { PAPERS, paperAddress, useAttachPaper, type Paper, type PaperKind, type PermitFile } from '../api/permits'
import { useClock } from '../lib/useClock'
import { Refused } from '../ui/Refused'
import { whenWords } from './words'

export const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf'
const THUMB_PX = 56

export function Papers({ one, own }: { one: PermitFile; own?: (version: number) => void }) {
  const { t } = useTranslation()
  const kinds = PAPERS.filter((kind) => one.documents.some((paper) => paper.kind === kind))
  const may = one.may.some(({ step }) => step === 'attach')
  return (
    <section className="sb-permit-card" data-testid="permit-papers">
      <div className="sb-block-head">
        <h3>{t('permits.file.papers')}</h3>
        {may && <Add one={one} {...(own ? { own } : {})} />}
      </div>
      {kinds.length === 0 && <p className="sb-muted">{t('permits.paper.none')}</p>}
      <ul className="sb-permit-papers">
        {kinds.map((kind) => <OfKind key={kind} kind={kind} papers={one.documents.filter((paper) => paper.kind === kind)} />)}
      </ul>
    </section>
  )
}

function Add({ one, own }: { one: PermitFile; own?: (version: number) => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<PaperKind>('application_form')
  const input = useRef<HTMLInputElement>(null)
  const attach = useAttachPaper(one.id, own)
  return (
    <div className="sb-permit-add">
      <Select value={kind} onChange={setKind} popupMatchSelectWidth={false} aria-label={t('permits.paper.kind')} options={PAPERS.map((value) => ({ value, label: t(`permits.paper.${value}`) }))} data-testid="paper-kind" />
      <Button icon={<PaperClipOutlined />} loading={attach.isPending} onClick={() => input.current?.click()} title={t('permits.paper.hint')} data-testid="paper-add">{t('permits.paper.add')}</Button>
      <input
        ref={input} type="file" hidden accept={ACCEPTED} data-testid="paper-input"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) attach.mutate({ file, kind })
          event.target.value = ''
        }}
      />
      <Refused error={attach.error} />
    </div>
  )
}

function OfKind({ kind, papers }: { kind: PaperKind; papers: Paper[] }) {
  const { t } = useTranslation()
  const [newest, ...older] = papers.toSorted((a, b) => b.version - a.version)
  if (!newest) return null
  return (
    <li data-testid={`paper-${kind}`}>
      <b>{t(`permits.paper.${kind}`)}</b>
      <Shown paper={newest} />
      {older.length > 0 && (
        <details className="sb-versions">
          <summary>{t('permits.paper.versions', { n: older.length })}</summary>
          {older.map((paper) => <Shown key={paper.id} paper={paper} />)}
        </details>
      )}
    </li>
  )
}

function Shown({ paper }: { paper: Paper }) {
  const { t } = useTranslation()
  const clock = useClock()
  const url = paperAddress(paper.id)
  return (
    <span className="sb-permit-paper">
      {paper.media_type.startsWith('image/') ? <Image src={url} alt={paper.name} width={THUMB_PX} height={THUMB_PX} loading="lazy" /> : <FilePdfOutlined className="sb-permit-pdf" aria-hidden />}
      <span className="sb-stack">
        <a href={url} target="_blank" rel="noreferrer" aria-label={t('permits.paper.open', { name: paper.name })}>{paper.name}</a>
        <span className="sb-fine">{t('permits.paper.version', { n: paper.version })} · {t('permits.paper.by', { name: paper.by.name, time: whenWords(clock, paper.at) })}</span>
      </span>
    </span>
  )
}
