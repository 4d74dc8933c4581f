// Photographs on the public answer page: fetched with the link's token, then shown.
import { Image, Skeleton } from 'antd'
import { usePhoto, type Asked } from '../api/answer'

export function Photos({ token, photos }: { token: string; photos: Asked['photos'] }) {
  if (photos.length === 0) return null
  return (
    <div className="sb-photos" data-testid="answer-photos">
      {photos.map((one) => <Photo key={one.id} token={token} id={one.id} name={one.name} />)}
    </div>
  )
}

function Photo({ token, id, name }: { token: string; id: string; name: string }) {
  const photo = usePhoto(token, id)
  return photo.data ? <Image src={photo.data} alt={name} width={104} height={78} /> : <Skeleton.Image active={photo.isPending} style={{ width: 104, height: 78 }} />
}
