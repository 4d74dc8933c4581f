// The files of a case, and the way to add one; on a phone the camera.
import { useRef } from 'react'
import { Button, Image } from 'antd'
import { AudioOutlined, FileOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../api/client'
import { useAttach, type Attachment, type CaseDetail } from '../api/desk'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { Refused } from '../ui/Refused'

const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf,audio/*'

export function Files({ one }: { one: CaseDetail }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const attach = useAttach(one.id)
  const input = useRef<HTMLInputElement>(null)
  const may = one.may.includes('attach')
  if (!may && one.attachments.length === 0) return null
  return (
    <section className="sb-block">
      <h3>{t('desk.files.title')}</h3>
      {one.attachments.length === 0 && <p className="sb-muted">{t('desk.files.none')}</p>}
      <div className="sb-photos" data-testid="case-files">
        {one.attachments.map((file) => <Shown key={file.id} file={file} />)}
      </div>
      {may && (
        <>
          <input
            ref={input} type="file" hidden accept={ACCEPTED} data-testid="attach-input"
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) attach.mutate(file)
              event.target.value = ''
            }}
          />
          <Button icon={<PaperClipOutlined />} loading={attach.isPending} onClick={() => input.current?.click()} data-testid="attach">
            {phone ? t('desk.files.photo') : t('desk.files.add')}
          </Button>
        </>
      )}
      <Refused error={attach.error} />
    </section>
  )
}

function Shown({ file }: { file: Attachment }) {
  const clock = useClock()
  const url = addressOf(`/desk/attachments/${file.id}`)
  return (
    <figure>
      {file.media_type.startsWith('image/') && <Image src={url} alt={file.name} width={120} height={90} />}
      {!file.media_type.startsWith('image/') && <a href={url} target="_blank" rel="noreferrer">{file.media_type.startsWith('audio/') ? <AudioOutlined /> : <FileOutlined />} {file.name}</a>}
      <figcaption>{file.by.name} · {clock.date(file.at)} {clock.time(file.at)}</figcaption>
    </figure>
  )
}
