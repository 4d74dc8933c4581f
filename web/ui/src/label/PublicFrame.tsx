// The frame of the public pages on permits: whose they are, the language, the ways between them.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Mark } from '../shell/Mark'
import { LanguageSwitch, ThemeSwitch } from '../shell/Switches'

export const PLACES = [
  { key: 'guide', path: '/published' },
  { key: 'decisions', path: '/published/decisions' },
  { key: 'receipt', path: '/published/receipt' },
] as const
export type Place = (typeof PLACES)[number]['key']

export function PublicFrame({ title, here, children }: { title: string; here?: Place; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className="sb-report sb-public">
      <header className="sb-report-head">
        <Mark size_px={32} />
        <h1>{title}</h1>
        <LanguageSwitch compact />
        <ThemeSwitch />
      </header>
      {here && (
        <nav className="sb-public-places" aria-label={t('label.places')}>
          {PLACES.map(({ key, path }) => <Link key={key} href={path} aria-current={key === here ? 'page' : undefined}>{t(`label.place.${key}`)}</Link>)}
        </nav>
      )}
      <main id="main" className="sb-report-body">{children}</main>
      <footer className="sb-report-foot">
        {here ? <Link href="/report">{t('label.toReport')}</Link> : <Link href="/published">{t('label.toPublished')}</Link>}
        <a href="/">{t('report.office')}</a>
      </footer>
    </div>
  )
}
