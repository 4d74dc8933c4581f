// The photographs and papers of a hazard: as it was found, or what shows the measure, by round; and the way to add one.
import { useRef } from 'react'
import { Button, Image } from 'antd'
import { AudioOutlined, FileOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { fileAddress, useAttachTo, type HazardDetail, type HazardFile, type Purpose } from '../api/hazards'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { Refused } from '../ui/Refused'

const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf,audio/*'
/** While nobody is to remove it yet, there is nothing that could show how. */
const EARLY: ReadonlySet<HazardDetail['state']> = new Set(['found', 'graded', 'dismissed'] as const)

export function Files({ one, purpose }: { one: HazardDetail; purpose: Purpose }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const attach = useAttachTo(one.id)
  const input = useRef<HTMLInputElement>(null)
  const files = one.files.filter((file) => file.purpose === purpose)
  const may = one.may.includes('attach') && !(purpose === 'evidence' && EARLY.has(one.state))
  if (!may && files.length === 0) return null
  return (
    <section className="sb-block">
      <div className="sb-block-head">
        <h3>{t(`hazards.files.${purpose}`)}</h3>
        {may && (
          <Button size="small" icon={<PaperClipOutlined />} loading={attach.isPending} onClick={() => input.current?.click()} data-testid={`hazard-attach-${purpose}`}>
            {phone ? t('hazards.files.camera') : t('hazards.files.add')}
          </Button>
        )}
      </div>
      {files.length === 0 && <p className="sb-muted">{t('hazards.files.none')}</p>}
      <div className="sb-photos" data-testid={`hazard-files-${purpose}`}>
        {files.map((file) => <Shown key={file.id} file={file} round={purpose === 'evidence' && one.round > 1} />)}
      </div>
      <input
        ref={input} type="file" hidden accept={ACCEPTED} data-testid={`hazard-input-${purpose}`}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) attach.mutate({ file, purpose })
          event.target.value = ''
        }}
      />
      <Refused error={attach.error} />
    </section>
  )
}

function Shown({ file, round }: { file: HazardFile; round: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const url = fileAddress(file.id)
  const by = file.by?.name ?? t('hazards.files.over')
  return (
    <figure>
      {file.media_type.startsWith('image/') && <Image src={url} alt={file.name} width={120} height={90} />}
      {!file.media_type.startsWith('image/') && <a href={url} target="_blank" rel="noreferrer">{file.media_type.startsWith('audio/') ? <AudioOutlined /> : <FileOutlined />} {file.name}</a>}
      <figcaption>{[round ? t('hazards.files.round', { n: file.round }) : '', by, `${clock.date(file.at)} ${clock.time(file.at)}`].filter(Boolean).join(' · ')}</figcaption>
    </figure>
  )
}
