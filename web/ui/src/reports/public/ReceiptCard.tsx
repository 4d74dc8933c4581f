// What the reporter keeps: number and code, to be copied or printed.
import { Button, Typography } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Key, Status } from '../../api/publicReports'
import { useClock } from '../../lib/useClock'
import { Facts } from '../../ui/Facts'
import { dueWords } from '../words'

export function ReceiptCard({ of, status, fresh }: { of: Key; status: Status; fresh: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const moment = (iso: string) => `${clock.date(iso)} ${clock.time(iso)}`
  const copied = (text: string) => ({ text, tooltips: [t('report.copy'), t('report.copied')] as [string, string] })
  return (
    <section className="sb-report-receipt" data-testid="report-receipt" aria-label={t('report.sent')}>
      {fresh && <h2>{t('report.sent')}</h2>}
      <dl className="sb-report-key">
        <div><dt>{t('report.number')}</dt><dd><Typography.Text copyable={copied(of.number)} data-testid="report-number">{of.number}</Typography.Text></dd></div>
        <div><dt>{t('report.code')}</dt><dd><Typography.Text copyable={copied(of.code)} data-testid="report-code">{of.code}</Typography.Text></dd></div>
      </dl>
      <p className="sb-note">{t('report.keep')}</p>
      <Facts
        facts={[
          [t('report.kindLabel'), t(`report.kind.${status.kind}`)],
          [t('report.receivedAt'), moment(status.received_at)],
          [t('report.dueAt'), `${dueWords(clock, status.due_at)} ${status.provisional ? t('report.provisional') : ''}`],
          [t('reports.photos'), status.photos > 0 ? t('report.photoCount', { n: status.photos }) : null],
        ]}
      />
      <p className="sb-fine">{t('report.lawNote')}</p>
      <p className="sb-report-noprint"><Button icon={<PrinterOutlined />} onClick={() => window.print()} data-testid="report-print">{t('report.print')}</Button></p>
    </section>
  )
}
