// One table on its way in: its kind, its template, the file looked at cell by cell, then taken over whole.
import { useState } from 'react'
import { Alert, Button, Collapse, Radio, Segmented, Table, Upload } from 'antd'
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../api/client'
import { KINDS, useKinds, useTable, type ImportColumn, type ImportKind, type Looked } from '../api/imports'
import type { Datum } from '../api/types'
import { typeOf } from '../devices/tableFile'
import { Refused } from '../ui/Refused'
import { Checked } from './Checked'

const DATUMS: { value: Datum; label: string }[] = [{ value: 'wgs84', label: 'WGS-84' }, { value: 'gcj02', label: 'GCJ-02' }, { value: 'bd09', label: 'BD-09' }]

export function ImportTable({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useTranslation()
  const [kind, setKind] = useState<ImportKind>('vehicles')
  const [datum, setDatum] = useState<Datum>('wgs84')
  const [file, setFile] = useState<File | null>(null)
  const look = useTable()
  const run = useTable()
  const columns = useKinds(i18n.language).data?.find((one) => one.name === kind)?.columns ?? []
  const asked = (chosen: File, dry: boolean) => ({ kind, file: chosen, type: typeOf(chosen.name), datum, dry })
  const choose = (chosen: File) => {
    setFile(chosen)
    run.reset()
    look.mutate(asked(chosen, true))
  }
  const begin = (next: ImportKind) => {
    setKind(next)
    setFile(null)
    look.reset()
    run.reset()
  }
  const seen = run.data ?? look.data
  return (
    <section className="sb-card sb-dialog" data-testid="import-table">
      <Segmented<ImportKind> block value={kind} onChange={begin} options={KINDS.map((value) => ({ value, label: t(`imports.kind.${value}`) }))} data-testid="import-kind" />
      <Templates kind={kind} />
      <Collapse ghost items={[{ key: 'columns', label: t('imports.columns'), children: <Columns columns={columns} /> }]} />
      {kind === 'lines' && (
        <p className="sb-inline">
          <span>{t('imports.datum')}</span>
          <Radio.Group optionType="button" options={DATUMS} value={datum} onChange={(event) => setDatum(event.target.value as Datum)} />
          <span className="sb-fine">{t('imports.datumHint')}</span>
        </p>
      )}
      <Choose kind={kind} name={file?.name ?? null} busy={look.isPending} onFile={choose} />
      <Refused error={look.error ?? run.error} />
      {seen && !look.isPending && <Checked told={seen} columns={columns} />}
      {seen && !look.isPending && <End told={seen} busy={run.isPending} onRun={() => file && run.mutate(asked(file, false))} onDone={onDone} />}
    </section>
  )
}

function Templates({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation()
  return (
    <p className="sb-actions">
      {(['xlsx', 'csv'] as const).map((form) => (
        <Button key={form} size="small" icon={<DownloadOutlined />} href={addressOf(`/imports/template.${form}?kind=${kind}`)} data-testid={`template-${form}`}>{`${t('imports.template')} ${form.toUpperCase()}`}</Button>
      ))}
    </p>
  )
}

function Columns({ columns }: { columns: ImportColumn[] }) {
  const { t } = useTranslation()
  return (
    <Table<ImportColumn>
      size="small" rowKey="name" dataSource={columns} pagination={false} scroll={{ x: 'max-content' }}
      columns={[
        { key: 'title', title: t('imports.column'), render: (_, one) => <span className="sb-inline"><b>{one.title}</b>{one.needed && <span className="sb-chip">{t('imports.required')}</span>}</span> },
        { key: 'says', title: t('imports.says'), render: (_, one) => <span className="sb-import-says">{one.says}</span> },
        { key: 'example', title: t('imports.example'), render: (_, one) => one.example },
      ]}
    />
  )
}

function Choose({ kind, name, busy, onFile }: { kind: ImportKind; name: string | null; busy: boolean; onFile: (file: File) => void }) {
  const { t } = useTranslation()
  return (
    <Upload.Dragger
      accept=".csv,.txt,.xlsx" maxCount={1} showUploadList={false} disabled={busy} data-testid="import-file"
      beforeUpload={(file) => {
        onFile(file)
        return false
      }}
    >
      <p className="sb-drop-icon"><InboxOutlined aria-hidden /></p>
      <p className="sb-strong">{busy ? t('imports.reading') : (name ?? t('imports.pick', { kind: t(`imports.kind.${kind}`) }))}</p>
      <p className="sb-fine">{name ? t('imports.another') : t('imports.pickHint')}</p>
    </Upload.Dragger>
  )
}

function End({ told, busy, onRun, onDone }: { told: Looked; busy: boolean; onRun: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  if (!told.dry) {
    return <Alert type="success" showIcon title={t('imports.done', { n: told.wishes })} action={<Button size="small" onClick={onDone} data-testid="import-to-list">{t('imports.toList')}</Button>} data-testid="import-done" />
  }
  return (
    <p className="sb-actions" data-end>
      {told.wrong > 0 && <span className="sb-muted">{t('imports.fix')}</span>}
      <Button type="primary" disabled={told.wrong > 0} loading={busy} onClick={onRun} data-testid="import-run">{t('imports.run', { n: told.wishes })}</Button>
    </p>
  )
}
