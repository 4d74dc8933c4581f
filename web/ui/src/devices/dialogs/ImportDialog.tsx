// Many devices out of a table: looked at first, with an error for each row; then all of them or none; then their secrets.
import { useState } from 'react'
import { Alert, App, Button, Checkbox, Modal, Table, Upload } from 'antd'
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../../api/client'
import { useImport } from '../../api/devices'
import type { Imported, ImportRow } from '../../api/deviceTypes'
import { wordOr } from '../../i18n'
import { useClock } from '../../lib/useClock'
import { download } from '../../table/csv'
import { Refused } from '../../ui/Refused'
import { secretsCsv, typeOf } from '../tableFile'

const WIDTH_PX = 860
/** As the template calls them. */
const TITLES = { id: 'devices.id', protocol: 'devices.protocol', plate: 'columns.plate', since: 'binding.since', name: 'devices.name' } as const
type ColumnName = keyof typeof TITLES

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const [file, setFile] = useState<File | null>(null)
  const [saved, setSaved] = useState(false)
  const look = useImport()
  const run = useImport()
  const choose = (chosen: File) => {
    setFile(chosen)
    run.reset()
    look.mutate({ file: chosen, type: typeOf(chosen.name), dry: true })
  }
  const done = run.data
  const seen = done ?? look.data
  const leave = () => {
    if (done && !saved) void modal.confirm({ title: t('importing.leave'), okText: t('common.close'), cancelText: t('devices.cancel'), onOk: onClose })
    else onClose()
  }
  return (
    <Modal open onCancel={leave} footer={null} width={WIDTH_PX} title={t('importing.title')} mask={{ closable: false }}>
      <div className="sb-dialog" data-testid="import-dialog">
        {!done && <Choose name={file?.name ?? null} busy={look.isPending} onFile={choose} />}
        <Refused error={look.error ?? run.error} />
        {seen && !look.isPending && <Rows imported={seen} />}
        {seen && !done && file && !look.isPending && (
          <Ready imported={seen} busy={run.isPending} onRun={() => run.mutate({ file, type: typeOf(file.name), dry: false })} />
        )}
        {done && <Done imported={done} saved={saved} onSaved={() => setSaved(true)} onClose={onClose} />}
      </div>
    </Modal>
  )
}

function Choose({ name, busy, onFile }: { name: string | null; busy: boolean; onFile: (file: File) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Upload.Dragger
        accept=".csv,.txt,.xlsx" maxCount={1} showUploadList={false} disabled={busy} data-testid="import-file"
        beforeUpload={(file) => {
          onFile(file)
          return false
        }}
      >
        <p className="sb-drop-icon"><InboxOutlined aria-hidden /></p>
        <p className="sb-strong">{busy ? t('importing.reading') : (name ?? t('importing.pick'))}</p>
        <p className="sb-fine">{name ? t('importing.another') : t('importing.pickHint')}</p>
      </Upload.Dragger>
      <p className="sb-actions">
        <Button size="small" icon={<DownloadOutlined />} href={addressOf('/devices/import-template.xlsx')}>{`${t('importing.template')} XLSX`}</Button>
        <Button size="small" icon={<DownloadOutlined />} href={addressOf('/devices/import-template.csv')}>{`${t('importing.template')} CSV`}</Button>
      </p>
    </>
  )
}

const said = (row: ImportRow, column: string) => row.errors.find((one) => one.column === column)
const isWrong = (row: ImportRow) => row.errors.length > 0

function Rows({ imported }: { imported: Imported }) {
  const { t } = useTranslation()
  const clock = useClock()
  const wrong = imported.rows.filter(isWrong).length
  const [chosen, setOnly] = useState<boolean | null>(null)
  const only = chosen ?? wrong > 0
  const cell = (column: ColumnName, text: (row: ImportRow) => string) => ({
    key: column,
    title: t(TITLES[column]),
    render: (_: unknown, row: ImportRow) => {
      const error = said(row, column)
      return <span className={error ? 'sb-cell-wrong' : ''}>{text(row) || (error ? t('common.none') : '')}</span>
    },
  })
  return (
    <section className="sb-block">
      <header className="sb-block-head">
        <span className="sb-inline">
          <span>{t('importing.rows', { count: imported.rows.length })}</span>
          {wrong > 0 && <span className="sb-chip" data-tone="bad" data-testid="import-wrong">{t('importing.bad', { count: wrong })}</span>}
        </span>
        {wrong > 0 && <Checkbox checked={only} onChange={(event) => setOnly(event.target.checked)}>{t('importing.onlyWrong')}</Checkbox>}
      </header>
      <Table<ImportRow>
        size="small" rowKey="row" dataSource={only ? imported.rows.filter(isWrong) : imported.rows} scroll={{ x: 'max-content', y: 300 }} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { key: 'row', title: t('importing.line'), dataIndex: 'row', align: 'right' },
          cell('id', (row) => row.id),
          { key: 'errors', title: t('importing.wrong'), render: (_: unknown, row: ImportRow) => <Problems row={row} /> },
          cell('protocol', (row) => wordOr(t, `protocol.${row.protocol}`, row.protocol)),
          cell('plate', (row) => row.plate),
          cell('since', (row) => (row.since ? `${clock.date(row.since)} ${clock.time(row.since)}` : '')),
          cell('name', (row) => row.name ?? ''),
        ]}
      />
    </section>
  )
}

function Problems({ row }: { row: ImportRow }) {
  const { t } = useTranslation()
  if (!isWrong(row)) return <span className="sb-chip" data-tone="good">{t('importing.ok')}</span>
  return (
    <ul className="sb-plain sb-problems" data-testid="import-problems">
      {row.errors.map(({ column, message }) => (
        <li key={column}>{`${t(TITLES[column as ColumnName])}: ${message}`}</li>
      ))}
    </ul>
  )
}

function Ready({ imported, busy, onRun }: { imported: Imported; busy: boolean; onRun: () => void }) {
  const { t } = useTranslation()
  const wrong = imported.rows.some(isWrong)
  return (
    <p className="sb-actions" data-end>
      {wrong && <span className="sb-muted">{t('importing.fix')}</span>}
      <Button type="primary" disabled={wrong} loading={busy} onClick={onRun} data-testid="import-run">{t('importing.run', { count: imported.rows.length })}</Button>
    </p>
  )
}

function Done({ imported, saved, onSaved, onClose }: { imported: Imported; saved: boolean; onSaved: () => void; onClose: () => void }) {
  const { t } = useTranslation()
  const save = () => {
    download('device-secrets.csv', secretsCsv([t('columns.device'), t('columns.protocol'), t('columns.plate'), t('secret.label')], imported))
    onSaved()
  }
  return (
    <>
      <Alert type="success" showIcon title={t('importing.done', { count: imported.added })} description={t('importing.secretsHint')} data-testid="import-done" />
      <p className="sb-actions" data-end>
        <Button type={saved ? 'default' : 'primary'} icon={<DownloadOutlined />} onClick={save} data-testid="import-secrets">{t('importing.secrets')}</Button>
        <Button type={saved ? 'primary' : 'default'} disabled={!saved} onClick={onClose} data-testid="import-close">{t('devices.done')}</Button>
      </p>
    </>
  )
}
