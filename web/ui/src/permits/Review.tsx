// What the review assistant says: each condition of Article 14 with its evidence. The clerk decides.
import { useTranslation } from 'react-i18next'
import { useReview, type PermitFile, type ReviewCheck, type ReviewPart, type Verdict } from '../api/permits'
import { Facts } from '../ui/Facts'
import { lawWords } from './words'

const TONES: Record<Verdict, string> = { met: 'good', not_met: 'bad', cannot_tell: 'quiet' }

export function Review({ one }: { one: PermitFile }) {
  const { t } = useTranslation()
  const review = useReview(one.id, one.version)
  if (review.error) return null // whoever may read the file may read this; what else is wrong, the file itself says
  const parts = review.data ? [...review.data.conditions, review.data.applicant, review.data.vehicle_type, review.data.beside] : []
  return (
    <section className="sb-permit-card" data-testid="permit-review">
      <h3>{t('permits.review.title')}</h3>
      <p className="sb-fine">{review.data ? t('permits.review.lead', { day: review.data.today }) : t('permits.review.wait')}</p>
      {parts.map((part) => <Part key={part.name} part={part} />)}
    </section>
  )
}

function Part({ part }: { part: ReviewPart }) {
  const { t } = useTranslation()
  const said = useSaid()
  return (
    <details className="sb-permit-review" data-verdict={part.verdict} open={part.verdict === 'not_met'}>
      <summary>
        <b>{part.number === null ? said(part.title) : t('permits.review.condition', { n: part.number, title: said(part.title) })}</b>
        <Chip verdict={part.verdict} />
      </summary>
      <ul className="sb-permit-opinions">{part.checks.map((check) => <Check key={[check.name, check.about, check.why.zh].join(' ')} check={check} />)}</ul>
    </details>
  )
}

function Check({ check }: { check: ReviewCheck }) {
  const { t } = useTranslation()
  const said = useSaid()
  return (
    <li data-verdict={check.verdict}>
      <span className="sb-inline"><b>{check.about ? t('permits.review.about', { title: said(check.title), about: check.about }) : said(check.title)}</b><Chip verdict={check.verdict} /></span>
      <span>{said(check.why)}</span>
      {check.evidence.length > 0 && <Facts facts={check.evidence.map((one) => [said(one.name), one.value])} />}
      <span className="sb-fine">{lawWords(t, named(check.article))}</span>
    </li>
  )
}

/** An article without the name of its law is of the school-bus regulation. */
const named = (article: string) => article.replace(/(^|; )(?=\d)/g, '$1REG ')

function Chip({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation()
  return <span className="sb-chip" data-tone={TONES[verdict]}>{t(`permits.review.${verdict}`)}</span>
}

function useSaid(): (words: { zh: string; en: string }) => string {
  const { i18n } = useTranslation()
  return (words) => (i18n.language.startsWith('en') ? words.en : words.zh)
}
