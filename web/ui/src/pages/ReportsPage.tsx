// The offices' page of public reports: the inbox with its clock, and the working days that the clock goes by.
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { SHOWN, type Shown } from '../api/reports'
import { Inbox } from '../reports/Inbox'
import { ReportDrawer } from '../reports/ReportDrawer'
import { WorkingDays } from '../reports/WorkingDays'
import { PageFrame } from '../ui/PageFrame'

const TABS = ['inbox', 'days'] as const

export default function ReportsPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const query = new URLSearchParams(useSearch())
  const tab = TABS.find((one) => one === query.get('tab')) ?? 'inbox'
  const shown = SHOWN.find((one) => one === query.get('by')) ?? 'open'
  const open = query.get('report')
  const change = (name: string, value: string | null) => {
    const next = new URLSearchParams(window.location.search)
    if (value === null) next.delete(name)
    else next.set(name, value)
    const text = next.toString()
    navigate(text ? `/reports?${text}` : '/reports')
  }
  return (
    <PageFrame
      title={t('reports.title')} lead={t('reports.lead')}
      actions={<a href="/report" target="_blank" rel="noreferrer" title={t('reports.publicHint', { address: `${location.origin}/report` })}>{t('reports.publicPage')}</a>}
    >
      <Tabs activeKey={tab} onChange={(key) => change('tab', key === 'inbox' ? null : key)} items={TABS.map((key) => ({ key, label: <span data-testid={`reports-tab-${key}`}>{t(`reports.tabs.${key}`)}</span> }))} />
      {tab === 'inbox' && <Inbox shown={shown} onShown={(value: Shown) => change('by', value === 'open' ? null : value)} onOpen={(id) => change('report', id)} />}
      {tab === 'days' && <WorkingDays />}
      {open && <ReportDrawer key={open} id={open} onOpen={(id) => change('report', id)} onClose={() => change('report', null)} />}
    </PageFrame>
  )
}
