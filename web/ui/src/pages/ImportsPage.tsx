// Imports: a table on its way in, what was imported, and what each bus still lacks.
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { History } from '../imports/History'
import { ImportTable } from '../imports/ImportTable'
import { LackingBuses } from '../imports/LackingBuses'
import { useMay } from '../lib/may'
import { PageFrame } from '../ui/PageFrame'

export default function ImportsPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const may = useMay('importRegisters')
  const given = new URLSearchParams(useSearch()).get('tab')
  const go = (tab: string) => navigate(`/imports?tab=${tab}`, { replace: true })
  const tabs = [
    ...(may ? [{ key: 'new', label: t('imports.title'), children: <ImportTable onDone={() => go('history')} /> }] : []),
    { key: 'missing', label: t('imports.missing.title'), children: <LackingBuses /> },
    { key: 'history', label: t('imports.history'), children: <History /> },
  ]
  const active = tabs.some((tab) => tab.key === given) ? (given ?? '') : (tabs[0]?.key ?? '')
  return (
    <PageFrame title={t('imports.title')} lead={t('imports.lead')}>
      <Tabs className="sb-admin-tabs" activeKey={active} items={tabs} destroyOnHidden onChange={go} data-testid="import-tabs" />
    </PageFrame>
  )
}
