// What the cameras of a bus sent, the newest first: photographs to be opened large, sounds and films to be saved.
import { Image } from 'antd'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../api/client'
import { useMedia } from '../api/devices'
import type { Media } from '../api/deviceTypes'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'

const HEIGHT_PX = 96

export function Photos({ vehicle, empty = false }: { vehicle: string; empty?: boolean }) {
  const { t } = useTranslation()
  const media = useMedia(vehicle).data
  if (!media) return null
  const photos = media.filter((one) => one.kind === 'photo')
  const others = media.filter((one) => one.kind !== 'photo')
  if (media.length === 0) return empty ? <p className="sb-muted">{t('media.none')}</p> : null
  return (
    <div className="sb-photos" data-testid="photos">
      <Image.PreviewGroup>
        {photos.map((one) => <Photo key={one.id} photo={one} />)}
      </Image.PreviewGroup>
      {others.map((one) => <Other key={one.id} file={one} />)}
    </div>
  )
}

function Photo({ photo }: { photo: Media }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(60_000)
  const said = t('media.photoOf', { time: clock.moment(photo.taken_at, now), n: photo.channel })
  return (
    <figure>
      <Image src={addressOf(`/media/${photo.id}`)} height={HEIGHT_PX} alt={said} loading="lazy" />
      <figcaption>{said}</figcaption>
    </figure>
  )
}

function Other({ file }: { file: Media }) {
  const { t } = useTranslation()
  const clock = useClock()
  const kind = file.kind === 'audio' ? t('media.audio') : t('media.video')
  return <a href={addressOf(`/media/${file.id}`)} download>{t('media.other', { kind, time: `${clock.date(file.taken_at)} ${clock.seconds(file.taken_at)}` })}</a>
}
