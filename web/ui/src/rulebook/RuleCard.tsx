// One rule as the office reads it: what it asks, the words of its article, whether it is on, and its tolerances.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Parameter, RuleMode } from '../api/rulebook'
import type { Rule } from '../api/types'
import { wordOr } from '../i18n'
import { useMay } from '../lib/may'
import { ModeFacts } from './ModeFacts'
import { MODE_TONE } from './modeTone'
import { ParameterList } from './ParameterList'

interface Props {
  rule: Rule
  mode: RuleMode | undefined
  days: number
  parameters: Parameter[]
  onSwitch: () => void
  onParameter: (parameter: Parameter) => void
}

export function RuleCard({ rule, mode, days, parameters, onSwitch, onParameter }: Props) {
  const { t, i18n } = useTranslation()
  const maySet = useMay('setRules')
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return (
    <li className="sb-rule" id={rule.id} data-testid={`rule-${rule.id}`}>
      <header>
        <code>{rule.id}</code>
        <h2>{rule.title[language]}</h2>
        {mode && <span className="sb-chip" data-tone={MODE_TONE[mode.mode]} title={t(`rulebook.modeMeaning.${mode.mode}`)} data-testid="mode">{t(`rulebook.mode.${mode.mode}`)}</span>}
        <span className="sb-chip" data-tone="quiet">{wordOr(t, `rules.severities.${rule.severity}`, rule.severity)}</span>
      </header>
      <p>{rule.sentence[language]}</p>
      <h3>{t('findings.regulation', { article: rule.article })}</h3>
      <blockquote className="sb-law" lang="zh-CN">{rule.article_text.zh || t('rules.noText')}</blockquote>
      {mode && <ModeFacts mode={mode} days={days} />}
      <ParameterList parameters={parameters} onChange={maySet ? onParameter : undefined} />
      {maySet && mode && <Button size="small" onClick={onSwitch} data-testid="switch" className="sb-rule-switch">{t('rulebook.switch')}</Button>}
    </li>
  )
}
