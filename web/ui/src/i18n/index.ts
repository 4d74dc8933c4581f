// Chinese first, English complete; the choice is kept in this browser and said on the html element.
import i18next, { type InitOptions, type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en'
import { zhCN } from './zh-CN'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
const KEY = 'schoolbus.language'

/** React escapes what it shows, so the words are not escaped before. */
export const WORDS: InitOptions = {
  resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
  fallbackLng: 'zh-CN',
  interpolation: { escapeValue: false },
}

export function startI18n(): void {
  const kept = localStorage.getItem(KEY)
  const first: Language = kept === 'en' ? 'en' : 'zh-CN'
  void i18next.use(initReactI18next).init({ ...WORDS, lng: first })
  tellDocument(first)
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEY, language)
  void i18next.changeLanguage(language)
  tellDocument(language)
}

/** The account's own language counts until the person has chosen on this browser. */
export function suggestLanguage(locale: string | null): void {
  if (localStorage.getItem(KEY) !== null || !locale) return
  const language: Language = locale.startsWith('en') ? 'en' : 'zh-CN'
  void i18next.changeLanguage(language)
  tellDocument(language)
}

function tellDocument(language: Language): void {
  document.documentElement.lang = language
  document.title = language === 'en' ? en.app.name : zhCN.app.name
}

/** A name in the reader's language where both are held. */
export const named = (language: string, zh: string, other: string | null | undefined): string =>
  language === 'en' && other ? other : zh

/** A word by a key that comes from data, or the given fallback when the dictionary does not know it. */
export function wordOr(t: TFunction, key: string, fallback: string): string {
  const word: string = t(key as never, { defaultValue: '' })
  return word === '' ? fallback : word
}
