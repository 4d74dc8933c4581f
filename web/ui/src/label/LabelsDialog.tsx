// The labels of many permits in force at once: those that are missing made, all of them printed as one PDF.
import { Alert, Button, Modal } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { sheetsAddress, useForPrinting, useMakeLabels, type ForPrinting, type PrintingOf } from '../api/labels'
import { useMay } from '../lib/may'
import { Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

export function LabelsDialog({ of, onClose }: { of: PrintingOf; onClose: () => void }) {
  const { t } = useTranslation()
  const may = useMay('makeLabels')
  const answer = useForPrinting(of)
  const make = useMakeLabels()
  const found = answer.data
  return (
    <Modal open width={560} title={t('label.many.title')} onCancel={onClose} footer={found ? <Buttons found={found} may={may} busy={make.isPending} onMake={() => make.mutate(found.waiting.map(({ id }) => id))} /> : null}>
      <div className="sb-dialog" data-testid="labels-many">
        {answer.isError && !found && <Failure error={answer.error} retry={() => void answer.refetch()} />}
        {answer.isPending && <Waiting rows={3} />}
        {found && <Told found={found} />}
        <Refused error={make.error} />
      </div>
    </Modal>
  )
}

function Told({ found: { labels, waiting, without, more } }: { found: ForPrinting }) {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('label.many.ready', { n: labels.length })}</p>
      {waiting.length > 0 && <p>{t('label.many.waiting', { n: waiting.length, plates: waiting.map(({ plate }) => plate).join(' ') })}</p>}
      {without.length > 0 && <p className="sb-muted">{t('label.many.without', { n: without.length, plates: without.map(({ plate }) => plate).join(' ') })}</p>}
      {more && <Alert type="warning" showIcon title={t('label.many.more')} />}
      <p className="sb-fine">{t('label.many.sheet')}</p>
    </>
  )
}

function Buttons({ found, may, busy, onMake }: { found: ForPrinting; may: boolean; busy: boolean; onMake: () => void }) {
  const { t } = useTranslation()
  const { labels, waiting } = found
  return (
    <>
      {may && waiting.length > 0 && <Button loading={busy} onClick={onMake} data-testid="labels-make">{t('label.make', { n: waiting.length })}</Button>}
      {labels.length > 0
        ? <Button type="primary" icon={<PrinterOutlined />} href={sheetsAddress(labels.map(({ id }) => id))} target="_blank" data-testid="labels-print">{t('label.many.print', { n: labels.length })}</Button>
        : <Button type="primary" icon={<PrinterOutlined />} disabled data-testid="labels-print">{t('label.many.print', { n: 0 })}</Button>}
    </>
  )
}
