// Devices with when they were last heard and what they are bound to; beside them the frames that were parked.
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { PageFrame } from '../ui/PageFrame'
import { DeviceList } from './DeviceList'
import { ParkedList } from './ParkedList'

export default function DevicesPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const tab = new URLSearchParams(useSearch()).get('tab') === 'parked' ? 'parked' : 'devices'
  const parked = tab === 'parked'
  return (
    <PageFrame title={t('pages.devices')} lead={parked ? t('pages.parkedLead') : t('pages.devicesLead')}>
      <Tabs
        activeKey={tab}
        onChange={(key) => navigate(key === 'parked' ? '/devices?tab=parked' : '/devices')}
        items={[
          { key: 'devices', label: t('pages.devices') },
          { key: 'parked', label: <span data-testid="tab-parked">{t('pages.parked')}</span> },
        ]}
      />
      {parked ? <ParkedList /> : <DeviceList />}
    </PageFrame>
  )
}
