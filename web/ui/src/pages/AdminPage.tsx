// The administration: accounts, organisations, the school calendar, the trail; schools and operators see their own people here.
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { Accounts } from '../admin/Accounts'
import { Organisations } from '../admin/Organisations'
import { SchoolDays } from '../admin/SchoolDays'
import { Trail } from '../admin/Trail'
import { useMay } from '../lib/may'
import { PageFrame } from '../ui/PageFrame'

export default function AdminPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const chosen = new URLSearchParams(useSearch()).get('tab')
  const administers = useMay('administer')
  const reads = useMay('readTrail')
  const tabs = [
    { key: 'accounts', label: t('admin.tab.accounts'), children: <Accounts /> },
    ...(administers ? [{ key: 'organisations', label: t('admin.tab.organisations'), children: <Organisations /> }] : []),
    ...(reads ? [{ key: 'calendar', label: t('admin.tab.calendar'), children: <SchoolDays /> }, { key: 'audit', label: t('admin.tab.audit'), children: <Trail /> }] : []),
    ...(administers ? [{ key: 'settings', label: t('admin.tab.settings'), children: <Settings /> }] : []),
  ]
  const active = tabs.some((tab) => tab.key === chosen) ? (chosen ?? 'accounts') : 'accounts'
  return (
    <PageFrame title={t('admin.title')} lead={reads ? t('admin.lead') : t('admin.ownLead')}>
      <Tabs className="sb-admin-tabs" activeKey={active} items={tabs} destroyOnHidden onChange={(key) => navigate(`/admin?tab=${key}`, { replace: true })} data-testid="admin-tabs" />
    </PageFrame>
  )
}

/** Dated settings have their page among the rules that they belong to. */
function Settings() {
  const { t } = useTranslation()
  return (
    <section className="sb-card">
      <p>{t('admin.settings.lead')}</p>
      <p><Link href="/rules">{t('admin.settings.rules')}</Link></p>
    </section>
  )
}
