// What a bus's terminal gives beside positions: its newest photographs, the driver's card, and a text to the driver.
import { useState } from 'react'
import { App, Button } from 'antd'
import { MessageOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useDevicesOf, useDriverCards, useMedia } from '../api/devices'
import type { DriverCard } from '../api/deviceTypes'
import { commandable } from '../devices/bindings'
import { CommandDialog } from '../devices/dialogs/CommandDialog'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { Facts } from '../ui/Facts'
import { Photos } from '../ui/Photos'

const MINUTE_MS = 60_000

/** Only where the bus has a terminal that takes commands, and for whom may give them. */
export function TextDriver({ vehicle, plate }: { vehicle: string; plate: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const now = useServerNow(MINUTE_MS)
  const may = useMay('command')
  const device = commandable(useDevicesOf(vehicle).data?.items ?? [], vehicle, now)
  if (!may || !device) return null
  return (
    <>
      <Button type="primary" icon={<MessageOutlined />} onClick={() => setOpen(true)} data-testid="text-driver">{t('command.text')}</Button>
      {open && <CommandDialog device={device.id} plate={plate} kind="text" onClose={() => setOpen(false)} onGiven={() => void message.success(t('command.given'))} />}
    </>
  )
}

export function BusPhotos({ vehicle }: { vehicle: string }) {
  const { t } = useTranslation()
  if ((useMedia(vehicle).data?.length ?? 0) === 0) return null
  return (
    <section className="sb-block">
      <h3>{t('media.title')}</h3>
      <Photos vehicle={vehicle} />
    </section>
  )
}

export function BusCard({ vehicle }: { vehicle: string }) {
  const { t } = useTranslation()
  const card = useDriverCards(vehicle).data?.[0]
  if (!card) return null
  return (
    <section className="sb-block" data-testid="driver-card">
      <h3>{t('media.card')}</h3>
      <CardFacts card={card} />
    </section>
  )
}

function CardFacts({ card }: { card: DriverCard }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(MINUTE_MS)
  const time = clock.moment(card.at, now)
  const unread = card.inserted && !card.name
  return (
    <Facts
      facts={[
        [t('bus.driver'), unread ? <span key="unread" className="sb-muted">{t('media.cardUnread')}</span> : card.name],
        [t('columns.state'), card.inserted ? t('media.cardIn', { time }) : t('media.cardOut', { time })],
        [t('media.qualified'), card.valid_to && clock.date(card.valid_to)],
      ]}
    />
  )
}
