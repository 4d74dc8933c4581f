// Words that the API tells in both languages, in the reader's.
import { useTranslation } from 'react-i18next'
import type { Words } from '../api/labels'
import { named } from '../i18n'

export function useSaid(): (words: Words) => string {
  const { i18n } = useTranslation()
  return (words) => named(i18n.language, words.zh, words.en)
}
