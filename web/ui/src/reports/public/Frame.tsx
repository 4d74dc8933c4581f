// The frame of the public pages: what to do first in danger, the language, the way between reporting and following.
import type { ReactNode } from 'react'
import { PhoneOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { LanguageSwitch, ThemeSwitch } from '../../shell/Switches'
import { Mark } from '../../shell/Mark'

export function Frame({ following, children }: { following: boolean; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className="sb-report">
      <header className="sb-report-head">
        <Mark size_px={32} />
        <h1>{t('report.title')}</h1>
        <LanguageSwitch compact />
        <ThemeSwitch />
      </header>
      <p className="sb-report-urgent" role="note" data-testid="report-urgent">
        <span>{t('report.urgent')}</span>
        <span className="sb-report-calls">
          {['110', '120'].map((n) => (
            <a key={n} href={`tel:${n}`} aria-label={t('report.call', { n })}><PhoneOutlined aria-hidden /> {n}</a>
          ))}
        </span>
      </p>
      <main id="main" className="sb-report-body">{children}</main>
      <footer className="sb-report-foot">
        {following ? <Link href="/report" data-testid="to-form">{t('report.toForm')}</Link> : <Link href="/report/follow" data-testid="to-follow">{t('report.toFollow')}</Link>}
        <a href="/">{t('report.office')}</a>
      </footer>
    </div>
  )
}
