// The QR by which people sign in: small beside the list, large for the projector; it changes every thirty seconds.
import { useState } from 'react'
import { Button, Modal, QRCode } from 'antd'
import { FullscreenOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useDoor, type SessionDetail } from '../api/training'

const SMALL_PX = 220
const LARGE_PX = 520
const WIDE_PX = 720

export function DoorCard({ one }: { one: SessionDetail }) {
  const { t } = useTranslation()
  const [large, setLarge] = useState(false)
  const door = useDoor(one.id).data
  if (!door?.path) return null
  const address = window.location.origin + door.path
  const counts = t('training.session.counts', { present: door.present, invited: one.invited })
  return (
    <section className="sb-permit-card sb-training-door" data-testid="training-door">
      <div className="sb-block-head">
        <h3>{t('training.session.door')}</h3>
        <Button icon={<FullscreenOutlined />} onClick={() => setLarge(true)} data-testid="door-large">{t('training.session.projector')}</Button>
      </div>
      <Code address={address} size_px={SMALL_PX} />
      <p className="sb-strong">{counts}</p>
      <p className="sb-fine">{t('training.session.doorHint')}</p>
      <Modal open={large} onCancel={() => setLarge(false)} footer={null} width={WIDE_PX} title={one.course.name} centered>
        <div className="sb-training-door">
          <Code address={address} size_px={LARGE_PX} />
          <p className="sb-training-count">{counts}</p>
          <p>{t('training.session.doorHint')}</p>
        </div>
      </Modal>
    </section>
  )
}

/** Dark on white whatever the theme is: cameras want it so. */
export const Code = ({ address, size_px }: { address: string; size_px: number }) => (
  <QRCode value={address} size={size_px} color="#000" bgColor="#fff" errorLevel="M" type="svg" className="sb-training-qr" />
)
