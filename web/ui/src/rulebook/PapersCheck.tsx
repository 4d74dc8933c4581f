// The papers of a bus and its run, rule by rule: what is in order, what blocks, what nobody has recorded.
import { useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePapers, type Checked, type MayDepart, type Paper, type Said } from '../api/rulebook'
import { useClock } from '../lib/useClock'
import { Failure, Waiting } from '../ui/Answer'

const VERDICT_TONE: Record<MayDepart, string> = { yes: 'good', no: 'bad', cannot_tell: 'late' }
const SAID_TONE: Record<Said, string> = { in_order: 'good', breach: 'bad', unknown: 'late' }
const SAID_MARK: Record<Said, string> = { in_order: '✓', breach: '✕', unknown: '?' }

export function PapersCheck({ vehicle, run }: { vehicle: string; run: string | null }) {
  const { t } = useTranslation()
  const papers = usePapers(vehicle, run)
  return (
    <section className="sb-block" data-testid="papers-check">
      <h3>{run === null ? t('rulebook.papers') : t('rulebook.departure')}</h3>
      {papers.isPending && <Waiting rows={3} />}
      {papers.isError && <Failure error={papers.error} retry={() => void papers.refetch()} />}
      {papers.data && <List checked={papers.data} />}
    </section>
  )
}

function List({ checked }: { checked: Checked }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [all, setAll] = useState(false)
  const worth = checked.items.filter((one) => one.said !== 'in_order')
  const shown = all ? checked.items : worth
  const of = checked.run ? t('rulebook.departureOf', { line: checked.run.line_name, time: clock.time(checked.run.planned_start) }) : t('rulebook.papersOf', { day: checked.day })
  return (
    <>
      <p className="sb-inline">
        <span className="sb-chip" data-tone={VERDICT_TONE[checked.verdict]} data-testid="may-depart">{t(`rulebook.verdict.${checked.verdict}`)}</span>
        <span className="sb-muted">{of}</span>
      </p>
      <ul className="sb-plain sb-papers">
        {shown.map((one) => <PaperLine key={one.rule} paper={one} />)}
      </ul>
      {!all && worth.length < checked.items.length && (
        <Button size="small" type="link" onClick={() => setAll(true)} data-testid="all-papers">{t('rulebook.showAll', { count: checked.items.length })}</Button>
      )}
    </>
  )
}

function PaperLine({ paper }: { paper: Paper }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return (
    <li data-testid={`paper-${paper.rule}`} title={paper.article_text.zh}>
      <span className="sb-inline">
        <span className="sb-chip" data-tone={SAID_TONE[paper.said]}>{`${SAID_MARK[paper.said]} ${t(`rulebook.said.${paper.said}`)}`}</span>
        <strong>{paper.title[language]}</strong>
        <code className="sb-muted">{paper.rule}</code>
      </span>
      {paper.missing && <div>{paper.missing[language]}</div>}
      <div className="sb-muted sb-fine">{paper.facts.map((fact) => `${fact.name[language]} ${fact.value}`).join(' · ')}</div>
    </li>
  )
}
