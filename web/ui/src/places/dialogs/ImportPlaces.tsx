// Places out of a file: what it leaves open is said once, it is looked at with an error for each row, then taken over whole.
import { useState } from 'react'
import { Alert, Button, Input, InputNumber, Modal, Select, Table, Upload } from 'antd'
import { InboxOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Feature } from 'geojson'
import { useImportPlaces } from '../../api/places'
import { CATEGORIES, KINDS, type Category, type ImportedRow, type PlacesImported } from '../../api/placeTypes'
import { wordOr } from '../../i18n'
import { Refused } from '../../ui/Refused'
import { kindOf } from '../words'

const WIDTH_PX = 820
const TYPES: Record<string, string> = {
  geojson: 'application/geo+json', json: 'application/geo+json', kml: 'application/vnd.google-earth.kml+xml', csv: 'text/csv', txt: 'text/csv',
  osm: 'application/vnd.openstreetmap.data+xml', xml: 'application/vnd.openstreetmap.data+xml',
}
const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
const typeOf = (name: string): string => TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'

interface Usual {
  datum: (typeof DATUMS)[number]
  category: Category | null
  kind: string | null
  source: string
  width_m: number | null
  radius_m: number | null
}
const FIRST: Usual = { datum: 'wgs84', category: null, kind: null, source: '', width_m: 20, radius_m: 50 }
const queryOf = (usual: Usual): Record<string, string> =>
  Object.fromEntries(Object.entries(usual).filter(([, value]) => value !== null && value !== '').map(([name, value]) => [name, String(value)]))

/** `onLooked`: what of the file has a place, for the map behind the dialog. */
export function ImportPlaces({ onClose, onLooked }: { onClose: () => void; onLooked: (features: Feature[]) => void }) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [usual, setUsual] = useState(FIRST)
  const look = useImportPlaces()
  const run = useImportPlaces()
  const send = (chosen: File, told: Usual, dry: boolean) => {
    const asked = { file: chosen, type: typeOf(chosen.name), dry, usual: queryOf(told) }
    if (!dry) return run.mutate(asked)
    run.reset()
    look.mutate(asked, { onSuccess: ({ rows }) => onLooked(rows.flatMap((row) => (row.geometry && row.what !== 'wrong' ? [{ type: 'Feature', geometry: row.geometry, properties: {} } as Feature] : []))) })
  }
  const seen = run.data ?? look.data
  const leave = () => {
    onLooked([])
    onClose()
  }
  return (
    <Modal open onCancel={leave} footer={null} width={WIDTH_PX} title={t('placeImport.title')} mask={{ closable: false }}>
      <div className="sb-dialog" data-testid="places-import">
        {!run.data && (
          <>
            <Left usual={usual} onUsual={setUsual} />
            <Upload.Dragger
              accept=".geojson,.json,.kml,.csv,.txt,.osm,.xml" maxCount={1} showUploadList={false} disabled={look.isPending} data-testid="places-file"
              beforeUpload={(chosen) => {
                setFile(chosen)
                send(chosen, usual, true)
                return false
              }}
            >
              <p className="sb-drop-icon"><InboxOutlined aria-hidden /></p>
              <p className="sb-strong">{look.isPending ? t('importing.reading') : (file?.name ?? t('placeImport.pick'))}</p>
              <p className="sb-fine">{t('placeImport.pickHint')}</p>
            </Upload.Dragger>
          </>
        )}
        <Refused error={look.error ?? run.error} />
        {seen && !look.isPending && <Seen imported={seen} />}
        {look.data && !run.data && file && !look.isPending && (
          <p className="sb-actions" data-end>
            <span className="sb-muted">{look.data.wrong > 0 ? t('placeImport.fix') : ''}</span>
            <Button onClick={() => send(file, usual, true)}>{t('placeImport.again')}</Button>
            <Button
              type="primary" disabled={look.data.wrong > 0 || look.data.new + look.data.changed === 0} loading={run.isPending}
              onClick={() => send(file, usual, false)} data-testid="places-run"
            >
              {t('placeImport.run', { count: look.data.new + look.data.changed })}
            </Button>
          </p>
        )}
        {run.data && (
          <>
            <Alert type="success" showIcon title={t('placeImport.done', { made: run.data.new, changed: run.data.changed })} data-testid="places-done" />
            <p className="sb-actions" data-end><Button type="primary" onClick={leave} data-testid="places-close">{t('devices.done')}</Button></p>
          </>
        )}
      </div>
    </Modal>
  )
}

/** What the file may leave open. */
function Left({ usual, onUsual }: { usual: Usual; onUsual: (usual: Usual) => void }) {
  const { t } = useTranslation()
  const change = (part: Partial<Usual>) => onUsual({ ...usual, ...part })
  return (
    <div className="sb-import-usual">
      <label>{t('placeImport.datum')}<Select value={usual.datum} options={DATUMS.map((value) => ({ value, label: t(`placeImport.datums.${value}`) }))} onChange={(datum) => change({ datum })} data-testid="import-datum" /></label>
      <label>{t('place.category')}<Select allowClear placeholder={t('placeImport.inFile')} value={usual.category} options={CATEGORIES.map((value) => ({ value, label: t(`place.categories.${value}`) }))} onChange={(category: Category | undefined) => change({ category: category ?? null, kind: null })} data-testid="import-category" /></label>
      <label>{t('place.kind')}<Select allowClear placeholder={t('placeImport.inFile')} value={usual.kind} options={(usual.category ? KINDS[usual.category] : Object.values(KINDS).flat()).map((value) => ({ value, label: kindOf(t, value) }))} onChange={(kind: string | undefined) => change({ kind: kind ?? null })} /></label>
      <label>{t('place.source')}<Input value={usual.source} maxLength={200} placeholder={t('placeImport.inFile')} onChange={(event) => change({ source: event.target.value })} data-testid="import-source" /></label>
      <label>{t('place.width')}<InputNumber value={usual.width_m} min={2} max={300} suffix="m" onChange={(width_m) => change({ width_m })} /></label>
      <label>{t('place.radius')}<InputNumber value={usual.radius_m} min={5} max={5000} suffix="m" onChange={(radius_m) => change({ radius_m })} /></label>
      <p className="sb-fine">{t('placeImport.usualHint')}</p>
    </div>
  )
}

function Seen({ imported }: { imported: PlacesImported }) {
  const { t } = useTranslation()
  const rows = imported.wrong > 0 ? imported.rows.filter((row) => row.what === 'wrong') : imported.rows
  return (
    <section className="sb-block">
      <p className="sb-inline" data-testid="places-counts">
        {(['new', 'changed', 'same', 'wrong'] as const).map((what) => imported[what] > 0 && (
          <span key={what} className="sb-chip" data-tone={what === 'wrong' ? 'bad' : what === 'same' ? '' : 'good'}>{t(`placeImport.${what}`, { count: imported[what] })}</span>
        ))}
        {imported.counts.map((one) => <span key={one.category + one.kind} className="sb-muted">{`${kindOf(t, one.kind)} ${one.count}`}</span>)}
        {imported.left_out.map((one) => <span key={one.reason} className="sb-fine">{t(`placeImport.leftOut.${one.reason}` as 'placeImport.leftOut.no_limit', { count: one.count })}</span>)}
      </p>
      <Table<ImportedRow>
        size="small" rowKey="row" dataSource={rows} scroll={{ x: 'max-content', y: 260 }} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { key: 'row', title: t('importing.line'), dataIndex: 'row', align: 'right' },
          { key: 'name', title: t('columns.name'), dataIndex: 'name' },
          { key: 'kind', title: t('place.kind'), render: (_: unknown, row) => kindOf(t, row.kind) },
          { key: 'limit', title: t('place.limit'), align: 'right', render: (_: unknown, row) => row.limit_kmh ?? '' },
          { key: 'errors', title: t('importing.wrong'), render: (_: unknown, row) => <Problems row={row} /> },
        ]}
      />
    </section>
  )
}

function Problems({ row }: { row: ImportedRow }) {
  const { t } = useTranslation()
  if (row.what !== 'wrong') return <span className="sb-chip" data-tone={row.what === 'same' ? '' : 'good'}>{t(`placeImport.what.${row.what}`)}</span>
  return (
    <ul className="sb-plain sb-problems" data-testid="place-problems">
      {row.errors.map(({ column, message }) => <li key={column}>{`${wordOr(t, `placeImport.column.${column}`, column)}: ${message}`}</li>)}
    </ul>
  )
}
