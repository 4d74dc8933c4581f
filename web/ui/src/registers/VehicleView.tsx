// The file of a bus (一车一档).
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { getAll } from '../api/client'
import { useEdit, useFile, type VehicleFile } from '../api/registers'
import { wordOr } from '../i18n'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { Failure, Waiting } from '../ui/Answer'
import { Applications, Block, Hazards, History, Links, Papers, Permits } from './Common'
import { FieldsForm } from './FieldsForm'
import { FileFrame } from './FileFrame'
import { endedBy, VEHICLE_FIELDS } from './fields'
import { Items } from './Items'
import { RecordDialog, type Open } from './RecordDialog'
import { Records } from './Records'

const MINUTE_MS = 60_000

export function VehicleView({ id }: { id: string }) {
  const { t } = useTranslation()
  const answer = useFile<VehicleFile>('vehicles', id)
  if (answer.isPending) return <Waiting rows={8} />
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('registers.gone')} />
  return <Bus file={answer.data} id={id} />
}

function Bus({ file, id }: { file: VehicleFile; id: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open | null>(null)
  const [editing, setEditing] = useState(false)
  const fields = VEHICLE_FIELDS.filter((one) => file.may.includes(one.name))
  const records = { subject: id, version: file.version, open: setOpen }
  const unset = t('registers.unset')
  return (
    <>
      <FileFrame
        list="vehicles" title={file.vehicle.plate} kind={file.vehicle.type ? wordOr(t, `vehicleType.${file.vehicle.type}`, file.vehicle.type) : ''} onEdit={fields.length > 0 ? () => setEditing(true) : null}
        facts={[
          [t('registers.field.inspection_valid_to'), file.inspection_valid_to ?? unset], [t('registers.field.inspection_requested_on'), file.inspection_requested_on],
          [t('registers.field.registered_on'), file.registered_on ?? unset], [t('registers.field.operator'), file.vehicle.operator_name], [t('registers.field.owner'), file.owner?.name],
          [t('registers.field.seats'), file.vehicle.seats], [t('registers.field.licence_class'), file.licence_class ?? unset], [t('registers.field.vin'), file.vin],
        ]}
        main={
          <>
            <Items items={file.items} />
            <Records {...records} record="insurance" title={t('registers.part.insurance')} may={file.may.includes('insurance')} lines={file.insurances.map((one) => ({ id: one.id, file: one.file_id, first: { ...one }, title: `${wordOr(t, `registers.kind.${one.kind}`, one.kind)} · ${one.insurer}`, detail: `${one.number} · ${one.valid_from} – ${one.valid_to}${one.amount_per_seat === null ? '' : ` · ${t('registers.seats', { n: one.amount_per_seat })}`}` }))} />
            <Records {...records} record="equipment" title={t('registers.part.equipment')} may={file.may.includes('equipment')} lines={file.equipment.map((one) => ({ id: one.id, file: one.file_id, first: { ...one }, title: wordOr(t, `registers.kind.${one.kind}`, one.kind), detail: [t('registers.piece', { n: one.count }), t('registers.checked', { day: one.checked_on }), one.expires_on && t('registers.until', { day: one.expires_on }), one.note].filter(Boolean).join(' · ') }))} />
            <Records {...records} record="maintenance" title={t('registers.part.maintenance')} may={file.may.includes('maintenance')} lines={file.maintenance.map((one) => ({ id: one.id, file: one.file_id, first: { ...one }, title: `${one.done_on} · ${wordOr(t, `registers.kind.${one.kind}`, one.kind)}`, detail: [one.odometer_km !== null && t('registers.km', { n: one.odometer_km }), one.work, one.place].filter(Boolean).join(' · ') }))} />
          </>
        }
        beside={
          <>
            <Permits permits={file.permits} />
            <section className="sb-permit-card">
              <h3>{t('registers.part.related')}</h3>
              <Runs vehicle={id} />
              <Links title={t('registers.related.drivers')} names={file.drivers} to={(person) => `/registers/people/${person}`} />
              <Links title={t('registers.related.lines')} names={file.lines} to={null} />
              <Hazards hazards={file.hazards} />
              <Applications applications={file.applications} />
            </section>
            <Papers kind="vehicles" id={id} papers={file.papers} may={file.may.includes('paper')} />
            <History lines={file.history} />
          </>
        }
      />
      {open && <RecordDialog open={open} subject={id} version={file.version} papers={file.papers} onClose={() => setOpen(null)} />}
      {editing && <Edit id={id} file={file} onClose={() => setEditing(false)} />}
    </>
  )
}

function Edit({ id, file, onClose }: { id: string; file: VehicleFile; onClose: () => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const clock = useClock()
  const today = clock.date(new Date(useServerNow(MINUTE_MS)).toISOString())
  const edit = useEdit('vehicles', id)
  const fields = VEHICLE_FIELDS.filter((one) => file.may.includes(one.name))
  const first = { ...file, seats: file.vehicle.seats }
  const values = Object.fromEntries(fields.map(({ name }) => [name, first[name as keyof typeof first]]))
  const save = (wish: Record<string, unknown>) => edit.mutate({ ...wish, version: file.version }, { onSuccess: onClose })
  const ask = (wish: Record<string, unknown>) => {
    const over = endedBy(file, wish.inspection_valid_to, today)
    if (over.length === 0) return save(wish)
    return void modal.confirm({
      title: t('registers.endsSigns.title'), content: t('registers.endsSigns.text', { day: String(wish.inspection_valid_to), signs: over.join(t('permits.life.join')) }),
      okText: t('registers.endsSigns.end'), okButtonProps: { danger: true, 'data-testid': 'ends-signs' }, onOk: () => save(wish),
    })
  }
  return <FieldsForm title={t('registers.act.edit')} fields={fields} first={values} papers={[]} error={edit.error} pending={edit.isPending} onSave={ask} onClose={onClose} />
}

interface Run { id: string; line_name: string; planned_start: string; state: string }

const MOST_RUNS = 5

/** The next of today's runs that have not ended, and the ways to the map and to what was found. */
function Runs({ vehicle }: { vehicle: string }) {
  const { t } = useTranslation()
  const clock = useClock()
  const day = clock.date(new Date(useServerNow(MINUTE_MS)).toISOString())
  const runs = useQuery({ queryKey: ['register-runs', vehicle, day], queryFn: async () => (await getAll<Run>('/runs', { vehicle_id: vehicle, date: day })).items })
  const next = (runs.data ?? []).filter((one) => one.state === 'planned' || one.state === 'under_way')
  return (
    <Block title={t('registers.related.runs')}>
      {next.length === 0 && <span className="sb-muted">{t('registers.related.noRuns')}</span>}
      {next.slice(0, MOST_RUNS).map((one) => <span key={one.id}>{`${clock.time(one.planned_start)} ${one.line_name}`}</span>)}
      <span className="sb-register-links sb-whole">
        <Link href={`/map?bus=${vehicle}`}>{t('registers.related.map')}</Link>
        <Findings vehicle={vehicle} />
      </span>
    </Block>
  )
}

function Findings({ vehicle }: { vehicle: string }) {
  const { t } = useTranslation()
  const open = useQuery({ queryKey: ['register-findings', vehicle], queryFn: async () => (await getAll<{ id: string }>('/findings', { vehicle_id: vehicle, open: 'true' })).items.length })
  return <Link href={`/map?bus=${vehicle}`}>{open.data === undefined ? t('registers.related.findings') : t('registers.related.open', { n: open.data })}</Link>
}
