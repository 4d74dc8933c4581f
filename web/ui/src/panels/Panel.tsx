// The frame of what is chosen: a title, a way back, a body that scrolls; a floating card, on a phone a sheet.
import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from 'antd'
import { CloseOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'

interface Props {
  title: ReactNode
  label: string
  testId: string
  onClose: () => void
  children: ReactNode
}

export function Panel({ title, label, testId, onClose, children }: Props) {
  const { t } = useTranslation()
  const frame = useRef<HTMLElement>(null)
  useEffect(() => frame.current?.focus({ preventScroll: true }), [])
  return (
    <section ref={frame} className="sb-detail" aria-label={label} data-testid={testId} tabIndex={-1}>
      <header className="sb-panel-head">
        <div className="sb-detail-title">{title}</div>
        <Button type="text" icon={<CloseOutlined />} aria-label={t('common.close')} onClick={onClose} data-testid="close-panel" />
      </header>
      <div className="sb-detail-body">{children}</div>
    </section>
  )
}
