// Photographs for a report: taken or chosen, looked at small, taken out again; what cannot be taken is said at once.
import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from 'antd'
import { CameraOutlined, CloseOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { PHOTO_TYPES } from '../../api/publicReports'

interface Props {
  files: readonly File[]
  most: number
  mostBytes: number
  onFiles: (files: File[]) => void
}

const MEGABYTE = 1_048_576

export function PhotosPick({ files, most, mostBytes, onFiles }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [left, setLeft] = useState<string[]>([])
  const add = (chosen: File[]) => {
    const wrong = chosen.filter((file) => !PHOTO_TYPES.includes(file.type))
    const large = chosen.filter((file) => PHOTO_TYPES.includes(file.type) && file.size > mostBytes)
    const good = chosen.filter((file) => !wrong.includes(file) && !large.includes(file))
    setLeft([
      ...wrong.map(({ name }) => t('report.photoWrong', { name })),
      ...large.map(({ name }) => t('report.photoTooLarge', { name, n: Math.floor(mostBytes / MEGABYTE) })),
    ])
    onFiles([...files, ...good].slice(0, most))
  }
  return (
    <div className="sb-report-photos">
      <ul>
        {files.map((file, n) => (
          <li key={`${file.name}-${file.lastModified}-${file.size}`}>
            <Thumb file={file} />
            <Button
              size="small" shape="circle" icon={<CloseOutlined />} aria-label={t('report.removePhoto', { n: n + 1 })}
              onClick={() => onFiles(files.filter((other) => other !== file))}
            />
          </li>
        ))}
      </ul>
      <input
        ref={input} type="file" hidden multiple accept={PHOTO_TYPES.join(',')} data-testid="report-photo-input"
        onChange={(event) => { add([...(event.target.files ?? [])]); event.target.value = '' }}
      />
      {files.length < most && <Button icon={<CameraOutlined />} onClick={() => input.current?.click()} data-testid="report-add-photo">{t('report.addPhoto')}</Button>}
      {left.map((said) => <p key={said} className="sb-late" role="status">{said}</p>)}
    </div>
  )
}

function Thumb({ file }: { file: File }) {
  const url = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return <img src={url} alt={file.name} />
}
