// The catalogue of rules: what each judges, and the words of its article.
import { useTranslation } from 'react-i18next'
import { useRules } from '../api/queries'
import type { Rule } from '../api/types'
import { wordOr } from '../i18n'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { PageFrame } from '../ui/PageFrame'

export default function RulesPage() {
  const { t } = useTranslation()
  const rules = useRules()
  return (
    <PageFrame title={t('pages.rules')} lead={t('pages.rulesLead')}>
      {rules.isPending && <Waiting rows={10} />}
      {rules.isError && <Failure error={rules.error} retry={() => void rules.refetch()} />}
      {rules.data?.length === 0 && <Empty title={t('empty.rulesTitle')} />}
      <ul className="sb-rules" data-testid="rules-list">
        {rules.data?.map((rule) => <RuleCard key={rule.id} rule={rule} />)}
      </ul>
    </PageFrame>
  )
}

function RuleCard({ rule }: { rule: Rule }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return (
    <li className="sb-rule" id={rule.id}>
      <header>
        <code>{rule.id}</code>
        <h2>{rule.title[language]}</h2>
        <span className="sb-chip" data-tone="quiet">{wordOr(t, `rules.severities.${rule.severity}`, rule.severity)}</span>
      </header>
      <p>{rule.sentence[language]}</p>
      <h3>{t('findings.regulation', { article: rule.article })}</h3>
      <blockquote className="sb-law" lang="zh-CN">{rule.article_text.zh || t('rules.noText')}</blockquote>
    </li>
  )
}
