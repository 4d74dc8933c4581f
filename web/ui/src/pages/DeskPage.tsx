// The findings desk: cases to be handled, known faults, the watch and its rota, the notices of the month.
import { useCallback, useMemo } from 'react'
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { readDesk, TABS, writeDesk, type DeskAddress, type Tab } from '../desk/address'
import { Cases } from '../desk/Cases'
import { Faults } from '../desk/watch/Faults'
import { Papers } from '../desk/watch/Papers'
import { WatchTab } from '../desk/watch/WatchTab'
import { useMay } from '../lib/may'

export default function DeskPage() {
  const { t } = useTranslation()
  const search = useSearch()
  const [, navigate] = useLocation()
  const address = useMemo(() => readDesk(search), [search])
  const change = useCallback(
    (part: Partial<DeskAddress>) => {
      const before = readDesk(window.location.search)
      navigate(writeDesk({ ...before, ...part }), { replace: !('case' in part && part.case !== before.case) })
    },
    [navigate],
  )
  const notices = useMay('notices')
  const firstLine = useMay('firstLine')
  const tabs = TABS.filter((tab) => (tab === 'papers' ? notices : tab === 'watch' ? !firstLine : true))
  return (
    <div className="sb-desk-page" data-tab={address.tab}>
      <header className="sb-desk-top">
        <h1>{t('desk.title')}</h1>
        <Tabs
          size="small" activeKey={address.tab} onChange={(tab) => change({ tab: tab as Tab, case: null })}
          items={tabs.map((key) => ({ key, label: <span data-testid={`desk-tab-${key}`}>{t(`desk.tabs.${key}`)}</span> }))}
        />
      </header>
      {address.tab === 'cases' && <Cases address={address} change={change} />}
      {address.tab === 'faults' && <Faults />}
      {address.tab === 'watch' && <WatchTab />}
      {address.tab === 'papers' && notices && <Papers />}
    </div>
  )
}
