// A photograph made fit to be sent: one of a kind that the service takes, and no larger than a telephone's line bears.

const TAKEN = /^image\/(jpeg|png|webp)$/
const SENT_AS_IT_IS_BYTES = 4_000_000
const LONGEST_PX = 2400
const QUALITY = 0.86

/** The photograph itself, or drawn anew as a smaller JPEG; what this browser cannot read is sent as it is and refused with words. */
export async function fitting(photo: Blob): Promise<Blob> {
  if (TAKEN.test(photo.type) && photo.size <= SENT_AS_IT_IS_BYTES) return photo
  const bitmap = await createImageBitmap(photo).catch(() => null)
  if (!bitmap) return photo
  const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return new Promise((resolve) => canvas.toBlob((drawn) => resolve(drawn ?? photo), 'image/jpeg', QUALITY))
}
