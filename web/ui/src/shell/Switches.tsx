// Language and theme, wherever the page is.
import { Button, Tooltip } from 'antd'
import { MoonOutlined, SunOutlined, TranslationOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { chooseLanguage } from '../i18n'
import { useMode } from '../theme/mode'

export function LanguageSwitch({ compact = false }: { compact?: boolean }) {
  const { t, i18n } = useTranslation()
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  const button = (
    <Button
      type="text" icon={<TranslationOutlined />} lang={other} aria-label={t('shell.languageLabel')} data-testid="language-switch"
      onClick={() => chooseLanguage(other)}
    >
      {compact ? null : t('shell.language')}
    </Button>
  )
  return compact ? <Tooltip title={t('shell.language')} placement="right">{button}</Tooltip> : button
}

export function ThemeSwitch() {
  const { t } = useTranslation()
  const { mode, choose } = useMode()
  const dark = mode === 'dark'
  const word = dark ? t('shell.toLight') : t('shell.toDark')
  return (
    <Tooltip title={word} placement="right">
      <Button type="text" icon={dark ? <SunOutlined /> : <MoonOutlined />} aria-label={word} data-testid="theme-switch" onClick={() => choose(dark ? 'light' : 'dark')} />
    </Tooltip>
  )
}
