// Sightings out of a table: looked at first, with an error for each row; then all of them or none.
import { useState } from 'react'
import { Alert, Button, Modal, Radio, Table, Upload } from 'antd'
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { templateAddress, useImportSightings, type Imported, type ImportedRow, type SourceKind } from '../../api/suspects'
import { typeOf } from '../../devices/tableFile'
import { wordOr } from '../../i18n'
import { useClock } from '../../lib/useClock'
import { Refused } from '../../ui/Refused'

const WIDTH_PX = 860

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [source, setSource] = useState<SourceKind>('gate')
  const look = useImportSightings()
  const run = useImportSightings()
  const done = run.data?.wrong === 0 ? run.data : undefined
  const seen = run.data ?? look.data
  const choose = (chosen: File) => {
    setFile(chosen)
    run.reset()
    look.mutate({ file: chosen, type: typeOf(chosen.name), source, dry: true })
  }
  return (
    <Modal open onCancel={onClose} footer={null} width={WIDTH_PX} title={t('suspects.importTitle')} mask={{ closable: false }}>
      <div className="sb-dialog" data-testid="sightings-import">
        {!done && (
          <>
            <p className="sb-inline">
              <span>{t('suspects.importSource')}</span>
              <Radio.Group value={source} onChange={(event) => setSource(event.target.value as SourceKind)} options={(['gate', 'camera'] as const).map((value) => ({ value, label: t(`suspects.told.${value}`) }))} optionType="button" />
            </p>
            <Upload.Dragger
              accept=".csv,.txt,.xlsx" maxCount={1} showUploadList={false} disabled={look.isPending} data-testid="sightings-file"
              beforeUpload={(chosen) => {
                choose(chosen)
                return false
              }}
            >
              <p className="sb-drop-icon"><InboxOutlined aria-hidden /></p>
              <p className="sb-strong">{look.isPending ? t('suspects.reading') : (file?.name ?? t('suspects.importPick'))}</p>
              <p className="sb-fine">{file ? t('suspects.importAnother') : t('suspects.importHint')}</p>
            </Upload.Dragger>
            <p className="sb-actions"><Button size="small" icon={<DownloadOutlined />} href={templateAddress()}>{t('suspects.template')}</Button></p>
          </>
        )}
        <Refused error={look.error ?? run.error} />
        {seen && !done && !look.isPending && <Rows imported={seen} />}
        {seen && !done && file && !look.isPending && (
          <p className="sb-actions" data-end>
            {seen.wrong > 0 && <span className="sb-muted">{t('suspects.fix')}</span>}
            <Button type="primary" disabled={seen.wrong > 0} loading={run.isPending} onClick={() => run.mutate({ file, type: typeOf(file.name), source, dry: false })} data-testid="sightings-run">{t('suspects.run', { count: seen.rows })}</Button>
          </p>
        )}
        {done && <Alert type="success" showIcon title={t('suspects.done', { kept: done.kept, known: done.known })} data-testid="sightings-done" />}
      </div>
    </Modal>
  )
}

function Rows({ imported }: { imported: Imported }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <section className="sb-block">
      <p className="sb-inline">
        <span>{t('suspects.rows', { count: imported.rows })}</span>
        {imported.wrong > 0 && <span className="sb-chip" data-tone="bad" data-testid="sightings-wrong">{t('suspects.bad', { count: imported.wrong })}</span>}
      </p>
      <Table<ImportedRow>
        // a row's children are pupils here, no rows below it
        expandable={{ childrenColumnName: 'rowsBelow' }}
        size="small" rowKey="row" dataSource={imported.shown} scroll={{ x: 'max-content', y: 300 }} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { key: 'row', title: t('suspects.line'), dataIndex: 'row', align: 'right' },
          { key: 'plate', title: t('suspects.plate'), dataIndex: 'plate' },
          { key: 'errors', title: t('suspects.wrong'), render: (_: unknown, row: ImportedRow) => <Problems row={row} /> },
          { key: 'seen_at', title: t('suspects.time'), render: (_: unknown, row: ImportedRow) => (row.seen_at ? `${clock.date(row.seen_at)} ${clock.time(row.seen_at)}` : '') },
          { key: 'place', title: t('suspects.place'), render: (_: unknown, row: ImportedRow) => row.school ?? row.place ?? '' },
          { key: 'children', title: t('suspects.children'), dataIndex: 'children' },
        ]}
      />
    </section>
  )
}

function Problems({ row }: { row: ImportedRow }) {
  const { t } = useTranslation()
  if (row.errors.length === 0) return <span className="sb-chip" data-tone="good">{t('suspects.ok')}</span>
  return (
    <ul className="sb-plain sb-problems" data-testid="sightings-problems">
      {row.errors.map(({ column, message }) => <li key={column}>{`${wordOr(t, `suspects.column.${column}`, column)}: ${message}`}</li>)}
    </ul>
  )
}
