// Language and theme, wherever the page is.
import { Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLooks } from './useLooks'

export function LanguageSwitch({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation()
  const { lang, icon, word, turn } = useLooks().language
  const button = (
    <Button type="text" icon={icon} lang={lang} aria-label={t('shell.languageLabel')} data-testid="language-switch" onClick={turn}>
      {compact ? null : word}
    </Button>
  )
  return compact ? <Tooltip title={word} placement="right">{button}</Tooltip> : button
}

export function ThemeSwitch() {
  const { icon, word, turn } = useLooks().theme
  return (
    <Tooltip title={word} placement="right">
      <Button type="text" icon={icon} aria-label={word} data-testid="theme-switch" onClick={turn} />
    </Tooltip>
  )
}
