// What is asked for and how it stands, missing and expiring first; what is in order is folded away.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Item, State } from '../api/registers'
import { lawWords } from '../permits/words'

export const TONE: Record<State, string> = { not_met: 'bad', expired: 'bad', missing: 'bad', unknown: 'late', soon: 'late', in_order: 'good' }
const MARK: Record<State, string> = { not_met: '✕', expired: '✕', missing: '✕', unknown: '?', soon: '!', in_order: '✓' }

export function StateChip({ state }: { state: State }) {
  const { t } = useTranslation()
  return <span className="sb-chip" data-tone={TONE[state]}>{`${MARK[state]} ${t(`registers.state.${state}`)}`}</span>
}

export function Items({ items }: { items: Item[] }) {
  const { t } = useTranslation()
  const amiss = items.filter((one) => one.state !== 'in_order')
  const good = items.filter((one) => one.state === 'in_order')
  return (
    <section className="sb-permit-card" data-testid="register-items">
      <h3>{t('registers.part.standing')}</h3>
      {amiss.length === 0 && <p><span className="sb-chip" data-tone="good">{`✓ ${t('registers.allGood')}`}</span></p>}
      <ul className="sb-register-items">{amiss.map((one) => <Line key={one.name + one.title.zh} one={one} />)}</ul>
      {good.length > 0 && (
        <details>
          <summary className="sb-muted">{t('registers.goodItems', { n: good.length })}</summary>
          <ul className="sb-register-items">{good.map((one) => <Line key={one.name + one.title.zh} one={one} />)}</ul>
        </details>
      )}
    </section>
  )
}

export function useBoth() {
  const { i18n } = useTranslation()
  return (words: { zh: string; en: string }) => (i18n.language === 'en' ? words.en : words.zh)
}

function Line({ one }: { one: Item }) {
  const { t } = useTranslation()
  const both = useBoth()
  return (
    <li data-testid={`item-${one.name}`} data-state={one.state}>
      <span className="sb-inline"><StateChip state={one.state} /><b>{both(one.title)}</b></span>
      <span className="sb-fine">
        <ArticleOf article={one.article} /> {one.valid_to && ` · ${t('registers.until', { day: one.valid_to })}`} {one.days_left !== null && one.state !== 'in_order' && ` · ${leftWords(t, one.days_left)}`}
        {one.why && one.state !== 'in_order' && ` · ${both(one.why)}`}
      </span>
    </li>
  )
}

export function ArticleOf({ article }: { article: string }) {
  const { t } = useTranslation()
  if (!/^[0-9]/.test(article)) return <>{lawWords(t, article)}</>
  return <>{t('registers.article', { n: article })}</>
}

function leftWords(t: TFunction, days: number): string {
  if (days < 0) return t('registers.daysOver', { n: -days })
  return days === 0 ? t('registers.today') : t('registers.daysLeft', { n: days })
}
