// The audit trail asked for by object, deed and time; the address is the question.
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AuditList } from '../audit/AuditList'
import { ExportButton } from '../ui/ExportButton'
import { queryOf } from '../lib/address'

export function Trail() {
  const { t } = useTranslation()
  const [kind, setKind] = useState('')
  const [id, setId] = useState('')
  const [action, setAction] = useState('')
  const [since, setSince] = useState('')
  const [until, setUntil] = useState('')
  const more = { action, since: moment(since), until: moment(until) }
  return (
    <section data-testid="trail">
      <div className="sb-actions">
        <Input.Search allowClear placeholder={t('admin.audit.kindFilter')} onSearch={setKind} style={{ width: 210 }} data-testid="trail-kind" />
        <Input.Search allowClear placeholder={t('admin.audit.idFilter')} onSearch={setId} style={{ width: 150 }} />
        <Input.Search allowClear placeholder={t('admin.audit.actionFilter')} onSearch={setAction} style={{ width: 210 }} />
        <Input type="date" aria-label={t('admin.audit.since')} prefix={t('admin.audit.since')} onChange={(event) => setSince(event.target.value)} style={{ width: 190 }} />
        <Input type="date" aria-label={t('admin.audit.until')} prefix={t('admin.audit.until')} onChange={(event) => setUntil(event.target.value)} style={{ width: 190 }} />
        <ExportButton list="/administration/audit" query={queryOf({ kind, object_id: id, ...more })} />
      </div>
      <AuditList kind={kind || undefined} id={id || undefined} more={more} />
    </section>
  )
}

const moment = (day: string) => (day ? new Date(`${day}T00:00:00`).toISOString() : undefined)
