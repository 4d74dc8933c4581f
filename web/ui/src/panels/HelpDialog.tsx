// What the keys do.
import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'

const KEYS = [
  ['/', 'search'],
  ['f', 'find'],
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['a', 'ack'],
  ['x', 'pick'],
  ['Esc', 'back'],
  ['?', 'help'],
] as const

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('help.title')} width={360} data-testid="help-dialog">
      <dl className="sb-keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt><kbd>{key}</kbd></dt>
            <dd>{t(`help.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
