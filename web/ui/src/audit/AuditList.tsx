// The audit trail of one object, or of what is asked for: who did what, when, from where. Only who may read it asks for it.
import { useState } from 'react'
import { Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAudit, type AuditLine } from '../api/office'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { Empty, Failure, Waiting } from '../ui/Answer'

interface Props {
  /** The kind and the id of the object, as the trail names them: "application", "12". */
  kind?: string | undefined
  id?: string | undefined
  more?: Record<string, string | undefined>
}

const NOTHING: Record<string, string | undefined> = {}

/** Nothing for those who may not read the trail. */
export function AuditList(props: Props) {
  return useMay('readTrail') ? <Lines {...props} /> : null
}

/** The trail of one file, folded away until somebody asks for it; a clerk reads those of the files that clerks keep. */
export function FileTrail({ kind, id }: { kind: string; id: string }) {
  const { t } = useTranslation()
  const may = useMay('readFileTrail')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <section className="sb-permit-card">
      <details className="sb-versions" onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="file-trail">
        <summary>{t('admin.audit.ofFile')}</summary>
        {open && <Lines kind={kind} id={id} />}
      </details>
    </section>
  )
}

function Lines({ kind, id, more = NOTHING }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const answer = useAudit({ kind, object_id: id, ...more })
  const rows = answer.data?.pages.flatMap((page) => page.items)
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />
  if (!rows) return <Waiting rows={6} />
  if (rows.length === 0) return <Empty title={t('admin.audit.empty')} hint={t('admin.audit.emptyHint')} />
  return (
    <div className="sb-table" data-testid="audit-list">
      <Table<AuditLine>
        size="small" rowKey="id" dataSource={rows} pagination={false} scroll={{ x: 'max-content' }}
        columns={[
          { key: 'at', title: t('admin.audit.at'), render: (_, one) => `${clock.date(one.at)} ${clock.time(one.at)}` },
          { key: 'by', title: t('admin.audit.by'), render: (_, one) => (one.by ? <span className="sb-stack"><span>{one.by.name}</span><span className="sb-fine">{`${one.by.username} · ${t(`role.${one.by.role}`)}`}</span></span> : t('admin.audit.program')) },
          { key: 'action', title: t('admin.audit.action'), render: (_, one) => <code>{one.action}</code> },
          ...(id === undefined ? [{ key: 'object', title: t('admin.audit.object'), render: (_: unknown, one: AuditLine) => <code>{`${one.object_kind} ${one.object_id}`}</code> }] : []),
          { key: 'detail', title: t('admin.audit.detail'), render: (_, one) => <span className="sb-audit-detail">{said(one.detail)}</span> },
          { key: 'address', title: t('admin.audit.from'), render: (_, one) => one.address ?? '' },
        ]}
      />
      {answer.hasNextPage && <p className="sb-actions"><Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>{t('admin.more')}</Button></p>}
    </div>
  )
}

/** What of a deed its line keeps, one fact after the other. */
const said = (detail: Record<string, unknown>): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ')
