// The title of a rule in the reader's language, from the rule catalogue; its id until that has arrived.
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useRules } from '../api/queries'

export function useRuleTitle(): (rule: string) => string {
  const rules = useRules().data
  const { i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return useCallback((id) => rules?.find((rule) => rule.id === id)?.title[language] ?? id, [rules, language])
}
