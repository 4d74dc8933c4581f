// The other language and the other theme: their icon, their words, and the turn to them; for the rail's switches and a phone's menu.
import { MoonOutlined, SunOutlined, TranslationOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { chooseLanguage } from '../i18n'
import { useMode } from '../theme/mode'

export function useLooks() {
  const { t, i18n } = useTranslation()
  const { mode, choose } = useMode()
  const other: 'zh-CN' | 'en' = i18n.language === 'en' ? 'zh-CN' : 'en'
  const dark = mode === 'dark'
  return {
    language: { lang: other, icon: <TranslationOutlined />, word: t('shell.language'), turn: () => chooseLanguage(other) },
    theme: { icon: dark ? <SunOutlined /> : <MoonOutlined />, word: t(dark ? 'shell.toLight' : 'shell.toDark'), turn: () => choose(dark ? 'light' : 'dark') },
  }
}
