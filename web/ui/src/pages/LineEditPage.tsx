// A line drawn for an application: the map to draw on, and beside it its name, its stops, its times.
import { useState } from 'react'
import { Button, Input, Segmented, Select } from 'antd'
import { ArrowLeftOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { LineString } from 'geojson'
import { Link, useLocation, useSearch } from 'wouter'
import { ApiError } from '../api/client'
import { useDrawLine, usePlan, type LinePlan } from '../api/lines'
import { usePermitFile, type PermitFile } from '../api/permits'
import { useConfig, useSchools, useSession } from '../api/queries'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { draftOfPlan, draftOfProposal, NOTHING_DRAWN, withStop, type LineDraft } from '../lines/edit'
import { LineMap } from '../lines/LineMap'
import { Sources } from '../lines/Sources'
import { StopRows } from '../lines/StopRows'
import { TimeRows } from '../lines/TimeRows'
import type { DrawingAsked } from '../places/draw/useDrawing'
import { Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

const LINE = ['linestring'] as const

export default function LineEditPage({ application }: { application: string }) {
  const { t } = useTranslation()
  const from = new URLSearchParams(useSearch()).get('line')
  const file = usePermitFile(application)
  const plan = usePlan(from)
  if (file.isError) return <Failure error={file.error} retry={() => void file.refetch()} missing={t('permits.gone')} />
  if (plan.isError) return <Failure error={plan.error} retry={() => void plan.refetch()} />
  if (!file.data || (from !== null && !plan.data)) return <Waiting rows={10} />
  return <Editor key={plan.data?.version_id ?? 'new'} file={file.data} plan={plan.data ?? null} />
}

interface Wish {
  name: string
  direction: string
  school_id: string | null
}

function Editor({ file, plan }: { file: PermitFile; plan: LinePlan | null }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const config = useConfig()
  const phone = usePhone()
  const clock = useClock()
  const [today] = useState(() => clock.date(new Date().toISOString()))
  const session = useSession().data
  const schools = useSchools().data
  const own = session?.role === 'school' ? (session.organisation?.id ?? null) : null
  const mine = plan?.may_change ? plan : null
  const [draft, setDraft] = useState<LineDraft>(() => (plan ? draftOfPlan(plan) : NOTHING_DRAWN))
  const [wish, setWish] = useState<Wish>({ name: plan?.name ?? '', direction: plan?.direction ?? 'to_school', school_id: plan?.school_id ?? own })
  const [draws, setDraws] = useState(!plan?.path)
  const [shown, setShown] = useState(plan?.path ? 1 : 0)
  const [failed, setFailed] = useState(false)
  const save = useDrawLine(file.id)
  const wrong = wrongOf(save.error)
  const takeOver = (next: LineDraft) => {
    setDraft(next)
    setDraws(false)
    setShown(shown + 1)
  }
  const ready = Boolean(draft.path && draft.stops.length >= 2 && draft.stops.every((stop) => stop.name.trim()) && (mine || (wish.name.trim() && wish.school_id)))
  const keep = () => {
    if (!draft.path) return
    const stops = draft.stops.map(({ name, name_en, at, offset_s }) => ({ name: name.trim(), name_en, point: { type: 'Point' as const, coordinates: at }, offset_s }))
    const of = mine?.version && mine.version_id ? { id: mine.id, version: mine.version, versionId: mine.version_id } : null
    save.mutate(
      { of, name: wish.name.trim(), name_en: plan?.name_en ?? null, direction: wish.direction, school_id: wish.school_id ?? '', path: draft.path, stops, times: draft.times.map(({ key: _key, ...one }) => one) },
      { onSuccess: () => navigate(`/permits/${file.id}`) },
    )
  }
  if (config.isError) return <Failure error={config.error} retry={() => void config.refetch()} />
  if (!config.data) return <Waiting rows={10} />
  const drawing: DrawingAsked | null = draws && !phone ? { key: `path ${shown}`, shapes: LINE, from: draft.path ? { geometry: draft.path, radius_m: null } : null } : null
  return (
    <div className="sb-live sb-places sb-line-edit" data-work="true" data-testid="line-edit">
      <div className="sb-stage">
        {failed ? <p className="sb-map-failed" role="alert">{t('error.map')}</p> : (
          <LineMap
            config={config.data} draft={draft} drawing={drawing} shown={shown} onFailure={() => setFailed(true)}
            onDrawn={(drawn) => setDraft({ ...draft, path: (drawn?.geometry as LineString | undefined) ?? null })}
            onAt={(at) => setDraft(withStop(draft, at, t('lines.stopNumbered', { n: draft.stops.length + 1 })))}
          />
        )}
      </div>
      <aside className="sb-aside sb-places-aside">
        <section className="sb-places-list">
          <Link href={`/permits/${file.id}`} className="sb-permit-back"><ArrowLeftOutlined aria-hidden /> {t('lines.back')}</Link>
          <h1>{mine ? t('lines.next', { name: mine.name, n: (mine.version ?? 0) + 1 }) : t('lines.title')}</h1>
          <p className="sb-fine">{t(phone ? 'lines.phone' : 'lines.lead')}</p>
          <Sources
            vehicle={file.vehicle?.id ?? null} today={today}
            onProposal={(found) => takeOver(draftOfProposal(found, (n) => t('lines.stopNumbered', { n }), draft.times))}
            onCopy={(copied) => {
              takeOver(draftOfPlan(copied))
              if (!mine) setWish({ name: wish.name || copied.name, direction: copied.direction, school_id: own ?? copied.school_id })
            }}
          />
          {!phone && (
            <Segmented
              block value={draws ? 'path' : 'stops'} onChange={(what) => setDraws(what === 'path')} data-testid="line-mode"
              options={[{ value: 'path', label: t('lines.drawPath') }, { value: 'stops', label: t('lines.setStops'), disabled: !draft.path }]}
            />
          )}
          {!mine && (
            <div className="sb-place-form">
              <label>{t('lines.name')}<Input value={wish.name} maxLength={100} onChange={({ target }) => setWish({ ...wish, name: target.value })} data-testid="line-name" /></label>
              <div className="sb-two">
                <label>{t('lines.direction')}<Select value={wish.direction} options={['to_school', 'from_school'].map((value) => ({ value, label: t(`lines.directionOf.${value}` as 'lines.directionOf.to_school') }))} onChange={(direction) => setWish({ ...wish, direction })} /></label>
                <label>{t('lines.school')}<Select value={wish.school_id} disabled={own !== null} showSearch={{ optionFilterProp: 'label' }} options={(schools ?? []).map(({ id, name }) => ({ value: id, label: name }))} onChange={(school_id) => setWish({ ...wish, school_id })} data-testid="line-school" /></label>
              </div>
            </div>
          )}
          <h2>{t('lines.stops')}</h2>
          <StopRows draft={draft} wrong={wrong} onChange={setDraft} />
          <h2>{t('lines.times')}</h2>
          <TimeRows times={draft.times} wrong={wrong} onChange={(times) => setDraft({ ...draft, times })} />
          <Refused error={save.error} names={ROWS} />
          <div className="sb-actions">
            <Button onClick={() => navigate(`/permits/${file.id}`)}>{t('lines.cancel')}</Button>
            <Button type="primary" disabled={!ready} loading={save.isPending} onClick={keep} data-testid="line-save">{t('lines.save')}</Button>
          </div>
          {!ready && <p className="sb-fine">{t('lines.needs')}</p>}
        </section>
      </aside>
    </div>
  )
}

const ROWS = {}
const wrongOf = (error: unknown): Readonly<Record<string, string>> =>
  error instanceof ApiError ? Object.fromEntries(error.fields.map(({ field, message }) => [field, message])) : {}
