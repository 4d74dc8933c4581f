// How a permit is applied for: conditions with their papers, steps with their terms, who does what; all from the desk's own tables.
import { Button } from 'antd'
import { FilePdfOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { formAddress, useGuide, type Guide, type Term } from '../api/labels'
import { named, wordOr } from '../i18n'
import { lawWords } from '../permits/words'
import { Failure, Waiting } from '../ui/Answer'
import { useSaid } from './said'

export function GuideView() {
  const { t } = useTranslation()
  const answer = useGuide()
  if (answer.isPending) return <Waiting rows={12} />
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />
  return (
    <div className="sb-report-follow" data-testid="guide">
      <p className="sb-muted">{t('label.guideLead')}</p>
      <Button type="primary" icon={<FilePdfOutlined />} href={formAddress} target="_blank" data-testid="guide-form">{t('label.form')}</Button>
      <Conditions guide={answer.data} />
      <StepList guide={answer.data} />
      <Offices guide={answer.data} />
    </div>
  )
}

function Conditions({ guide }: { guide: Guide }) {
  const { t } = useTranslation()
  const said = useSaid()
  return (
    <section className="sb-report-standing" data-testid="guide-conditions">
      <h2>{t('label.conditions')}</h2>
      <ol className="sb-public-list">
        {guide.conditions.map((one) => (
          <li key={one.number}>
            <b>{one.number === 0 ? said(one.words) : t('label.conditionOf', { n: one.number, words: said(one.words) })}</b>
            {one.papers.length > 0 && <span>{t('label.papers', { list: one.papers.map(said).join(t('common.comma')) })}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function StepList({ guide }: { guide: Guide }) {
  const { t } = useTranslation()
  const said = useSaid()
  return (
    <section className="sb-report-standing" data-testid="guide-steps">
      <h2>{t('label.steps')}</h2>
      <p className="sb-fine">{t('label.stepsLead')}</p>
      <ol className="sb-public-list">
        {guide.steps.map((step) => (
          <li key={step.name}>
            <b>{said(step.words)}</b>
            <span className="sb-muted">{step.who.map((role) => wordOr(t, `label.who.${role}`, role)).join(t('common.comma'))}</span>
            {step.clocks.map((term) => <TermLine key={term.name} term={term} />)}
          </li>
        ))}
      </ol>
      <h3>{t('label.otherTerms')}</h3>
      <ul className="sb-public-list">{guide.other_clocks.map((term) => <li key={term.name}><TermLine term={term} /></li>)}</ul>
    </section>
  )
}

function TermLine({ term }: { term: Term }) {
  const { t } = useTranslation()
  const said = useSaid()
  return <span className="sb-public-term"><span>{said(term.words)}</span><span>{t('label.days', { n: term.days })}</span><span className="sb-fine">{lawWords(t, term.article)}</span></span>
}

function Offices({ guide }: { guide: Guide }) {
  const { t, i18n } = useTranslation()
  const said = useSaid()
  return (
    <section className="sb-report-standing" data-testid="guide-offices">
      <h2>{t('label.offices')}</h2>
      <ul className="sb-public-list">
        {guide.offices.map((office) => (
          <li key={office.name}>
            <b>{named(i18n.language, office.name, office.name_en)}</b>
            {office.phone && <a href={`tel:${office.phone}`}>{office.phone}</a>}
            <span>{t('label.does', { list: [...new Set(office.does.map(said))].join(t('common.comma')) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
