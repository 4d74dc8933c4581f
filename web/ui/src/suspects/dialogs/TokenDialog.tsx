// A token, shown once, with all that the other side needs to report.
import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SourceMade } from '../../api/suspects'
import { ToType } from '../../ui/ToType'

export function TokenDialog({ made, onClose }: { made: SourceMade; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      open onCancel={onClose} title={t('suspects.tokenOf', { name: made.name })} mask={{ closable: false }}
      footer={<Button type="primary" onClick={onClose} data-testid="token-done">{t('common.close')}</Button>}
    >
      <div className="sb-dialog sb-howto" data-testid="token">
        <ToType
          once={t('suspects.tokenOnce')}
          items={[
            { label: t('suspects.address'), value: `${location.origin}/api/v1/suspects/feed`, kind: 'plain' },
            { label: t('suspects.header'), value: 'Authorization: Bearer …', kind: 'shut' },
            { label: t('suspects.token'), value: made.token, kind: 'secret' },
          ]}
        />
        <p className="sb-fine">{t('suspects.feedHint')}</p>
      </div>
    </Modal>
  )
}
