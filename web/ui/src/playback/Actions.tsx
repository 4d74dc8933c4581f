// What is done with a replay: its link, its files, its seal.
import { useState } from 'react'
import { App, Button, Dropdown } from 'antd'
import { DownloadOutlined, LinkOutlined, LockOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { TRACK_FILES, trackFile, type TrackFile } from '../api/playback'
import { useMay } from '../lib/may'
import { SealDialog } from '../seals/SealDialog'
import { saveBlob } from '../table/csv'
import type { ShownBus } from './shown'

interface Props {
  buses: readonly ShownBus[]
  focus: string
  since: string
  until: string
}

const KINDS = Object.keys(TRACK_FILES) as TrackFile[]

export function Actions({ buses, focus, since, until }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const maySeal = useMay('seal')
  const [sealing, setSealing] = useState(false)
  const plateOf = (id: string) => buses.find((bus) => bus.id === id)?.plate ?? id
  const save = async (id: string, kind: TrackFile) => {
    try {
      saveBlob(`${plateOf(id)}-${since.slice(0, 10)}.${kind}`, await trackFile(id, since, until, kind))
    } catch {
      void message.error(t('playback.exportFailed'))
    }
  }
  const items = buses.flatMap((bus) => KINDS.map((kind) => ({ key: `${bus.id}/${kind}`, label: t('playback.exportOf', { plate: bus.plate, kind: t(`playback.kindsOfFile.${kind}`) }) })))
  return (
    <div className="sb-actions">
      <Button icon={<LinkOutlined />} onClick={() => void navigator.clipboard.writeText(location.href).then(() => message.success(t('playback.shared')))} data-testid="share">{t('playback.share')}</Button>
      <Dropdown
        trigger={['click']} placement="bottomRight" menu={{
          items,
          onClick: ({ key }) => {
            const [id = '', kind = 'csv'] = key.split('/')
            void save(id, kind as TrackFile)
          },
        }}
      >
        <Button icon={<DownloadOutlined />} data-testid="export-track">{t('playback.export')}</Button>
      </Dropdown>
      {maySeal && <Button icon={<LockOutlined />} onClick={() => setSealing(true)} data-testid="seal-span">{t('playback.seal')}</Button>}
      {sealing && <SealDialog first={{ kind: 'vehicle', vehicle: focus, since, until }} onClose={() => setSealing(false)} />}
    </div>
  )
}
