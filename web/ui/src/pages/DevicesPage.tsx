// Devices, those that are unknown, and what could not be used: three lists; the address says which, and which device is open.
import { useState } from 'react'
import { Badge, Button, Tabs } from 'antd'
import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useUnknown } from '../api/devices'
import { DeviceDrawer } from '../devices/DeviceDrawer'
import { DeviceList } from '../devices/DeviceList'
import { CreateDialog } from '../devices/dialogs/CreateDialog'
import { ImportDialog } from '../devices/dialogs/ImportDialog'
import { ParkedList } from '../devices/ParkedList'
import { UnknownList } from '../devices/UnknownList'
import { useMay } from '../lib/may'
import { PageFrame } from '../ui/PageFrame'

const TABS = ['devices', 'unknown', 'parked'] as const
type Tab = (typeof TABS)[number]

export default function DevicesPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const query = new URLSearchParams(useSearch())
  const tab: Tab = TABS.find((one) => one === query.get('tab')) ?? 'devices'
  const device = query.get('device')
  const [dialog, setDialog] = useState<'create' | 'import' | null>(null)
  const may = useMay('keepDevices')
  const unknown = useUnknown(false).data?.items.length ?? 0
  const open = (id: string | null) => {
    setDialog(null)
    const next = new URLSearchParams(window.location.search)
    if (id === null) next.delete('device')
    else next.set('device', id)
    const text = next.toString()
    navigate(text ? `/devices?${text}` : '/devices')
  }
  const leads: Record<Tab, string> = { devices: t('pages.devicesLead'), unknown: t('pages.unknownLead'), parked: t('pages.parkedLead') }
  return (
    <PageFrame
      title={t('pages.devices')} lead={leads[tab]}
      actions={may && (
        <>
          <Button icon={<UploadOutlined />} onClick={() => setDialog('import')} data-testid="import-devices">{t('devices.import')}</Button>
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog('create')} data-testid="add-device">{t('devices.add')}</Button>
        </>
      )}
    >
      <Tabs
        activeKey={tab}
        onChange={(key) => navigate(key === 'devices' ? '/devices' : `/devices?tab=${key}`)}
        items={[
          { key: 'devices', label: t('pages.devices') },
          { key: 'unknown', label: <Badge count={unknown} size="small" offset={[10, -2]}><span className="sb-tab" data-testid="tab-unknown">{t('pages.unknown')}</span></Badge> },
          { key: 'parked', label: <span data-testid="tab-parked">{t('pages.parked')}</span> },
        ]}
      />
      {tab === 'devices' && <DeviceList onOpen={open} />}
      {tab === 'unknown' && <UnknownList onOpen={open} />}
      {tab === 'parked' && <ParkedList />}
      {device && <DeviceDrawer key={device} id={device} onClose={() => open(null)} />}
      {dialog === 'create' && <CreateDialog onClose={() => setDialog(null)} onOpen={open} />}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
    </PageFrame>
  )
}
