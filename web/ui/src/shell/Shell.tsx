// The office's one shell: navigation by job at the left (on a phone at the bottom), the page beside it.
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, Tooltip } from 'antd'
import { QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Account } from '../api/types'
import { useKeys } from '../lib/useKeys'
import { usePhone } from '../lib/usePhone'
import { useLiveSummary } from '../live/context'
import { HelpDialog } from '../panels/HelpDialog'
import { AccountMenu } from './AccountMenu'
import { FindDialog } from './FindDialog'
import { jobsOf, siblingsOf } from './jobs'
import { Mark } from './Mark'
import { LanguageSwitch, ThemeSwitch } from './Switches'

export function Shell({ account, children }: { account: Account; children: ReactNode }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const [help, setHelp] = useState(false)
  const [finds, setFinds] = useState(false)
  useKeys({
    '?': () => setHelp(true),
    f: (event) => {
      event.preventDefault()
      setFinds(true)
    },
  })
  return (
    <div className="sb-shell">
      <a className="sb-skip" href="#main">{t('app.skip')}</a>
      <nav className="sb-nav" aria-label={t('nav.label')}>
        {!phone && (
          <Link href="/map" className="sb-nav-mark" aria-label={t('app.name')}>
            <Mark size_px={36} />
          </Link>
        )}
        <Jobs account={account} />
        <div className="sb-nav-tools">
          {!phone && (
            <Tooltip title={t('shell.help')} placement="right">
              <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('shell.help')} onClick={() => setHelp(true)} data-testid="help" />
            </Tooltip>
          )}
          <Tooltip title={t('search.find')} placement="right">
            <Button type="text" icon={<SearchOutlined />} aria-label={t('search.find')} onClick={() => setFinds(true)} data-testid="find-open" />
          </Tooltip>
          {!phone && <LanguageSwitch compact />}
          {!phone && <ThemeSwitch />}
          <AccountMenu account={account} />
        </div>
      </nav>
      <main id="main" className="sb-main" tabIndex={-1}>
        <Siblings account={account} />
        {children}
      </main>
      <FindDialog open={finds} onClose={() => setFinds(false)} />
      <HelpDialog open={help} onClose={() => setHelp(false)} />
    </div>
  )
}

/** The pages of one job, above each of them. */
function Siblings({ account }: { account: Account }) {
  const { t } = useTranslation()
  const [path] = useLocation()
  const family = siblingsOf(account.role, path)
  if (family.length === 0) return null
  return (
    <nav className="sb-siblings" aria-label={t('nav.siblings')}>
      {family.map((job) => (
        <Link key={job.key} href={job.path} aria-current={path === job.path ? 'page' : undefined} data-testid={`sibling-${job.key}`}>
          {job.icon} {t(`nav.${job.key}`)}
        </Link>
      ))}
    </nav>
  )
}

/** The page that an address belongs to: /permits/12 to /permits. */
const pageOf = (path: string) => `/${path.split('/')[1] ?? ''}`

function Jobs({ account }: { account: Account }) {
  const { t } = useTranslation()
  const [path] = useLocation()
  const list = useRef<HTMLUListElement>(null)
  const open = useLiveSummary((live) => live.open)
  const page = pageOf(path)
  const here = siblingsOf(account.role, page)[0]?.path ?? page
  useEffect(() => {
    // a statement and no value: a browser may answer with a promise, which is nothing to clean up with
    list.current?.querySelector(`[href="${here}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [here])
  return (
    <ul className="sb-jobs" ref={list}>
      {jobsOf(account.role).map((job) => (
        <li key={job.key}>
          <Link href={job.path} className="sb-job" aria-current={here === job.path ? 'page' : undefined} data-testid={`nav-${job.key}`}>
            <span className="sb-job-icon">
              {job.icon}
              {job.key === 'findings' && open > 0 && <i className="sb-job-dot" aria-hidden />}
            </span>
            <span>{t(`nav.${job.key}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
