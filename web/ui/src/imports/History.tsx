// What was imported, the newest first; each is undone whole while nothing of it is used.
import { useState } from 'react'
import { Alert, Button, Modal, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useImported, useImports, useUndo, type ImportDone } from '../api/imports'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

export function History() {
  const { t } = useTranslation()
  const clock = useClock()
  const may = useMay('importRegisters')
  const answer = useImports()
  const [open, setOpen] = useState<ImportDone | null>(null)
  const rows = answer.data?.pages.flatMap((page) => page.items)
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />
  if (!rows) return <Waiting rows={6} />
  if (rows.length === 0) return <Empty title={t('imports.empty')} hint={t('imports.emptyHint')} />
  const when = (at: string) => `${clock.date(at)} ${clock.time(at)}`
  return (
    <section className="sb-table" data-testid="import-history">
      <Table<ImportDone>
        size="middle" rowKey="id" dataSource={rows} pagination={false} scroll={{ x: 'max-content' }}
        columns={[
          { key: 'at', title: t('imports.at'), render: (_, one) => when(one.at) },
          { key: 'kind', title: t('imports.column'), render: (_, one) => t(`imports.kind.${one.kind}`) },
          { key: 'name', title: t('imports.file'), render: (_, one) => one.name },
          { key: 'rows', title: t('imports.made'), align: 'right', render: (_, one) => t('imports.rows', { count: one.rows }) },
          { key: 'by', title: t('imports.by'), render: (_, one) => one.by },
          { key: 'state', title: t('imports.state'), render: (_, one) => (one.undone_at ? <span className="sb-muted">{t('imports.undone', { time: when(one.undone_at), by: one.undone_by })}</span> : <span className="sb-chip" data-tone="good">{t('imports.live')}</span>) },
          { key: 'undo', title: '', render: (_, one) => may && !one.undone_at && <Button size="small" onClick={() => setOpen(one)} data-testid="import-undo">{t('imports.undo')}</Button> },
        ]}
      />
      {answer.hasNextPage && <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>{t('admin.more')}</Button>}
      {open && <UndoDialog one={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function UndoDialog({ one, onClose }: { one: ImportDone; onClose: () => void }) {
  const { t } = useTranslation()
  const detail = useImported(one.id)
  const undo = useUndo(one.id)
  const found = detail.data?.obstacles
  const free = found?.length === 0
  return (
    <Modal open title={t('imports.undoTitle', { name: one.name })} onCancel={onClose} onOk={() => undo.mutate(undefined, { onSuccess: onClose })} okText={t('imports.undoNow')} cancelText={t('admin.cancel')} confirmLoading={undo.isPending} okButtonProps={{ danger: true, disabled: !free, 'data-testid': 'undo-now' }}>
      <div className="sb-dialog" data-testid="undo-dialog">
        {detail.isError && <Failure error={detail.error} retry={() => void detail.refetch()} />}
        {detail.isPending && <Waiting rows={3} />}
        {free && <Alert type="info" showIcon title={t('imports.canUndo')} description={one.kind === 'permits' ? t('imports.permitsStay') : undefined} />}
        {found && !free && (
          <>
            <Alert type="warning" showIcon title={t('imports.inTheWay')} />
            <Table
              size="small" rowKey={(line) => `${line.row} ${line.thing} ${line.why}`} dataSource={found} pagination={false} scroll={{ y: 260 }}
              columns={[{ key: 'row', title: t('imports.row'), dataIndex: 'row', width: 70 }, { key: 'thing', title: t('imports.thing'), dataIndex: 'thing' }, { key: 'why', title: t('imports.why'), dataIndex: 'why' }]}
            />
            {detail.data && detail.data.more > 0 && <p className="sb-fine">{t('imports.moreInTheWay', { n: detail.data.more })}</p>}
          </>
        )}
        <Refused error={undo.error} />
      </div>
    </Modal>
  )
}
