// Devices, those that are unknown, other platforms, and what could not be used: the address says which, and what is open.
import { useState, type ReactNode } from 'react'
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
import { RegisterDialog } from '../platforms/dialogs/RegisterDialog'
import { PlatformDrawer } from '../platforms/PlatformDrawer'
import { PlatformList } from '../platforms/PlatformList'
import { PageFrame } from '../ui/PageFrame'

const TABS = ['devices', 'unknown', 'platforms', 'parked'] as const
type Tab = (typeof TABS)[number]
type Dialog = 'create' | 'import' | 'register'

export default function DevicesPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const query = new URLSearchParams(useSearch())
  const seesPlatforms = useMay('seePlatforms')
  const tabs = TABS.filter((one) => one !== 'platforms' || seesPlatforms)
  const tab: Tab = tabs.find((one) => one === query.get('tab')) ?? 'devices'
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const unknown = useUnknown(false).data?.items.length ?? 0
  const opening = (what: 'device' | 'platform') => (id: string | null) => {
    setDialog(null)
    const next = new URLSearchParams(window.location.search)
    if (id === null) next.delete(what)
    else next.set(what, id)
    const text = next.toString()
    navigate(text ? `/devices?${text}` : '/devices')
  }
  const open = opening('device')
  const openPlatform = opening('platform')
  const device = query.get('device')
  const platform = tab === 'platforms' ? query.get('platform') : null
  const leads: Record<Tab, string> = { devices: t('pages.devicesLead'), unknown: t('pages.unknownLead'), platforms: t('pages.platformsLead'), parked: t('pages.parkedLead') }
  const labels: Record<Tab, ReactNode> = {
    devices: t('pages.devices'),
    unknown: <Badge count={unknown} size="small" offset={[10, -2]}><span className="sb-tab" data-testid="tab-unknown">{t('pages.unknown')}</span></Badge>,
    platforms: <span data-testid="tab-platforms">{t('pages.platforms')}</span>,
    parked: <span data-testid="tab-parked">{t('pages.parked')}</span>,
  }
  return (
    <PageFrame
      title={t('pages.devices')} lead={leads[tab]}
      actions={<Actions tab={tab} onDialog={setDialog} />}
    >
      <Tabs
        activeKey={tab}
        onChange={(key) => navigate(key === 'devices' ? '/devices' : `/devices?tab=${key}`)}
        items={tabs.map((key) => ({ key, label: labels[key] }))}
      />
      {tab === 'devices' && <DeviceList onOpen={open} />}
      {tab === 'unknown' && <UnknownList onOpen={open} />}
      {tab === 'platforms' && <PlatformList onOpen={openPlatform} />}
      {tab === 'parked' && <ParkedList />}
      {device && <DeviceDrawer key={device} id={device} onClose={() => open(null)} />}
      {platform && <PlatformDrawer key={platform} id={platform} onClose={() => openPlatform(null)} />}
      {dialog === 'create' && <CreateDialog onClose={() => setDialog(null)} onOpen={open} />}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
      {dialog === 'register' && <RegisterDialog onClose={() => setDialog(null)} onOpen={openPlatform} />}
    </PageFrame>
  )
}

/** What can be begun on a list, by whom may. */
function Actions({ tab, onDialog }: { tab: Tab; onDialog: (dialog: Dialog) => void }) {
  const { t } = useTranslation()
  const devices = useMay('keepDevices')
  const platforms = useMay('keepPlatforms')
  if (tab === 'platforms') {
    return platforms && <Button type="primary" icon={<PlusOutlined />} onClick={() => onDialog('register')} data-testid="add-platform">{t('platform.add')}</Button>
  }
  return devices && (
    <>
      <Button icon={<UploadOutlined />} onClick={() => onDialog('import')} data-testid="import-devices">{t('devices.import')}</Button>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => onDialog('create')} data-testid="add-device">{t('devices.add')}</Button>
    </>
  )
}
