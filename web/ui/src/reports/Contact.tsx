// The reporter's contact, for the few who may see it; to look is a step of its own, with its purpose, and it is recorded.
import { useState } from 'react'
import { Button, Select } from 'antd'
import { PhoneOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { PURPOSES, useContact, type Purpose, type ReportDetail } from '../api/reports'
import { Facts } from '../ui/Facts'
import { Refused } from '../ui/Refused'

export function Contact({ report }: { report: ReportDetail }) {
  const { t } = useTranslation()
  const [purpose, setPurpose] = useState<Purpose>('ask')
  const show = useContact(report.id)
  const known = show.data
  return (
    <section className="sb-block" data-testid="report-contact">
      <h3>{t('reports.contact')}</h3>
      {!report.has_contact && <p className="sb-muted">{t('reports.contactNone')}</p>}
      {report.has_contact && !report.may_see_contact && <p className="sb-muted">{t('reports.contactHidden')}</p>}
      {report.may_see_contact && !known && (
        <>
          <p className="sb-muted">{t('reports.contactRecorded')}</p>
          <div className="sb-actions">
            <Select value={purpose} onChange={setPurpose} options={PURPOSES.map((value) => ({ value, label: t(`reports.purpose.${value}`) }))} aria-label={t('reports.contact')} popupMatchSelectWidth={false} />
            <Button icon={<PhoneOutlined />} loading={show.isPending} onClick={() => show.mutate(purpose)} data-testid="show-contact">{t('reports.showContact')}</Button>
          </div>
        </>
      )}
      {known && <Facts facts={[[t('report.name'), known.name], [t('report.phone'), known.phone ? <a key="phone" href={`tel:${known.phone}`}>{known.phone}</a> : null]]} />}
      <Refused error={show.error} />
    </section>
  )
}
