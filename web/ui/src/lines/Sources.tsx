// Where a line comes from, other than by hand: what a bus drove, a file, a line that is there.
import { useState } from 'react'
import { Alert, Button, Input, Select, Tabs, Upload } from 'antd'
import { UploadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { DATUMS, useLineFile, usePlan, useProposal, type FileDatum, type LinePlan, type LineProposal, type TracksAsked } from '../api/lines'
import { useLines } from '../api/queries'
import { VehiclePick } from '../devices/VehiclePick'
import { Refused } from '../ui/Refused'

interface Props {
  vehicle: string | null
  today: string
  onProposal: (found: LineProposal) => void
  onCopy: (plan: LinePlan) => void
}

const BACK_DAYS = 13
const daysBefore = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

export function Sources(props: Props) {
  const { t } = useTranslation()
  return (
    <Tabs
      size="small" data-testid="line-sources"
      items={[
        { key: 'tracks', label: <span data-testid="source-tracks">{t('lines.fromTracks')}</span>, children: <FromTracks {...props} /> },
        { key: 'file', label: <span data-testid="source-file">{t('lines.fromFile')}</span>, children: <FromFile {...props} /> },
        { key: 'line', label: <span data-testid="source-line">{t('lines.fromLine')}</span>, children: <FromLine {...props} /> },
      ]}
    />
  )
}

function FromTracks({ vehicle, today, onProposal }: Props) {
  const { t } = useTranslation()
  const ask = useProposal()
  const [asked, setAsked] = useState<TracksAsked>({ vehicle_id: vehicle ?? '', since: daysBefore(today, BACK_DAYS), until: today, departs: '06:30', arrives: '08:00' })
  const set = (part: Partial<TracksAsked>) => setAsked({ ...asked, ...part })
  return (
    <div className="sb-line-source">
      <p className="sb-fine">{t('lines.tracksHint')}</p>
      <VehiclePick {...(asked.vehicle_id ? { value: asked.vehicle_id } : {})} onChange={(chosen) => set({ vehicle_id: chosen ?? '' })} />
      <div className="sb-two">
        <label>{t('lines.since')}<Input type="date" value={asked.since} onChange={({ target }) => set({ since: target.value })} data-testid="tracks-since" /></label>
        <label>{t('lines.until')}<Input type="date" value={asked.until} onChange={({ target }) => set({ until: target.value })} /></label>
        <label>{t('lines.from')}<Input type="time" value={asked.departs} onChange={({ target }) => set({ departs: target.value })} data-testid="tracks-from" /></label>
        <label>{t('lines.to')}<Input type="time" value={asked.arrives} onChange={({ target }) => set({ arrives: target.value })} data-testid="tracks-to" /></label>
      </div>
      <Button type="primary" disabled={!asked.vehicle_id} loading={ask.isPending} onClick={() => ask.mutate(asked, { onSuccess: onProposal })} data-testid="tracks-propose">{t('lines.propose')}</Button>
      <Refused error={ask.error} />
      {ask.data && <Told found={ask.data} />}
    </div>
  )
}

/** Which days were used, and why others were not. */
function Told({ found }: { found: LineProposal }) {
  const { t } = useTranslation()
  return (
    <Alert
      type="info" showIcon title={t('lines.daysUsed', { n: found.days_used.length })} data-testid="proposal-told"
      description={
        <>
          <p>{t('lines.standHint')}</p>
          {found.days_left_out.length > 0 && (
            <details>
              <summary>{t('lines.leftOut', { n: found.days_left_out.length })}</summary>
              <ul className="sb-plain">{found.days_left_out.map(({ day, why }) => <li key={day}>{`${day} ${t(`lines.why.${why}`)}`}</li>)}</ul>
            </details>
          )}
        </>
      }
    />
  )
}

function FromFile({ onProposal }: Props) {
  const { t } = useTranslation()
  const [datum, setDatum] = useState<FileDatum>('wgs84')
  const read = useLineFile()
  return (
    <div className="sb-line-source">
      <p className="sb-fine">{t('lines.fileHint')}</p>
      <label>{t('lines.datum')}<Select value={datum} options={DATUMS.map((value) => ({ value, label: t(`lines.datumOf.${value}`) }))} onChange={setDatum} data-testid="line-datum" /></label>
      <Upload
        accept=".geojson,.json,.kml,.gpx" maxCount={1} showUploadList={false} data-testid="line-file"
        beforeUpload={(file) => {
          read.mutate({ file, datum }, { onSuccess: onProposal })
          return false
        }}
      >
        <Button icon={<UploadOutlined />} loading={read.isPending}>{t('lines.pickFile')}</Button>
      </Upload>
      <Refused error={read.error} />
      {read.data && <p className="sb-fine">{t('lines.reckoned')}</p>}
    </div>
  )
}

function FromLine({ onCopy }: Props) {
  const { t } = useTranslation()
  const lines = useLines().data
  const [chosen, setChosen] = useState<string | null>(null)
  const plan = usePlan(chosen)
  return (
    <div className="sb-line-source">
      <p className="sb-fine">{t('lines.copyHint')}</p>
      <Select
        value={chosen} showSearch={{ optionFilterProp: 'label' }} loading={!lines} placeholder={t('lines.linePick')} onChange={setChosen} data-testid="line-pick"
        options={(lines ?? []).map((line) => ({ value: line.id, label: `${line.name} ${line.school_name ?? ''}` }))}
      />
      <Button disabled={!plan.data?.path} loading={plan.isFetching} onClick={() => plan.data && onCopy(plan.data)} data-testid="line-copy">{t('lines.copy')}</Button>
      <Refused error={plan.error} />
    </div>
  )
}
