// One place: what is known of it, its history, and what can be done with it.
import { useState } from 'react'
import { App, Button, Input } from 'antd'
import { CloseOutlined, EditOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useEndPlace, usePlaceVersions, useRestorePlace } from '../api/places'
import type { PlaceFeature, PlaceVersion } from '../api/placeTypes'
import { named } from '../i18n'
import { quantity } from '../lib/format'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Refused } from '../ui/Refused'
import { extentOf, kindOf, whenOf } from './words'

interface Props {
  place: PlaceFeature
  onEdit: () => void
  onChoose: (place: PlaceFeature) => void
  onClose: () => void
}

export function PlaceCard({ place, onEdit, onChoose, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  const may = useMay('drawPlaces')
  const phone = usePhone()
  const { properties } = place
  const facility = (value: boolean | null) => (value === null ? null : t(`place.presence.${value ? 'there' : 'missing'}`))
  return (
    <section className="sb-place-card" aria-label={properties.name} data-testid="place-card">
      <header className="sb-block-head">
        <h2>{named(i18n.language, properties.name, properties.name_en)}</h2>
        <Button type="text" icon={<CloseOutlined />} aria-label={t('common.close')} onClick={onClose} data-testid="close-place" />
      </header>
      {properties.until !== null && <p className="sb-note">{t('place.endedOn', { time: `${clock.date(properties.until)} ${clock.time(properties.until)}` })}</p>}
      <Facts
        facts={[
          [t('place.kind'), `${t(`place.categories.${properties.category}`)} · ${kindOf(t, properties.kind)}`],
          [t('place.limit'), properties.limit_kmh === null ? null : quantity(t, properties.limit_kmh, 'km/h')],
          [t('place.extent'), extentOf(t, properties)],
          [t('place.direction'), properties.category === 'road_section' ? t(`place.directions.${properties.direction}`) : null],
          [t('place.when'), whenOf(t, properties) || null],
          [t('place.facility.guard_rail'), facility(properties.guard_rail)],
          [t('place.facility.limit_sign'), facility(properties.limit_sign)],
          [t('place.facility.warning_sign'), facility(properties.warning_sign)],
          [t('place.source'), properties.source],
          [t('place.surveyed'), properties.surveyed_on],
          [t('place.since'), `${clock.date(properties.since)} ${clock.time(properties.since)}`],
        ]}
      />
      {may && properties.until === null && (
        <div className="sb-actions">
          {!phone && <Button icon={<EditOutlined />} onClick={onEdit} data-testid="place-edit">{t('place.edit')}</Button>}
          <End place={place} onEnded={onClose} />
        </div>
      )}
      {may && phone && <p className="sb-fine">{t('place.desktopOnly')}</p>}
      <History place={place} may={may} onChoose={onChoose} />
    </section>
  )
}

function End({ place, onEnded }: { place: PlaceFeature; onEnded: () => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const end = useEndPlace(place.id)
  const ask = () => {
    let reason = ''
    void modal.confirm({
      title: t('place.endAsk', { name: place.properties.name }),
      content: <Input autoFocus maxLength={200} placeholder={t('place.endReason')} onChange={(event) => { reason = event.target.value }} data-testid="end-reason" />,
      okText: t('place.end'),
      cancelText: t('devices.cancel'),
      okButtonProps: { danger: true },
      onOk: () => (reason.trim() ? end.mutateAsync(reason.trim()).then(onEnded, () => undefined) : Promise.reject(new Error('a reason is needed'))),
    })
  }
  return (
    <>
      <Button danger onClick={ask} data-testid="place-end">{t('place.end')}</Button>
      <Refused error={end.error} />
    </>
  )
}

function History({ place, may, onChoose }: { place: PlaceFeature; may: boolean; onChoose: Props['onChoose'] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(place.properties.version > 1 || place.properties.until !== null)
  return (
    <details className="sb-versions" open={open} onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="place-history">
      <summary>{t('place.history', { n: place.properties.version })}</summary>
      {open && <Versions place={place} may={may} onChoose={onChoose} />}
    </details>
  )
}

function Versions({ place, may, onChoose }: { place: PlaceFeature; may: boolean; onChoose: Props['onChoose'] }) {
  const { t } = useTranslation()
  const versions = usePlaceVersions(place.id)
  const restore = useRestorePlace()
  if (versions.isError) return <Failure error={versions.error} retry={() => void versions.refetch()} />
  if (!versions.data) return <Waiting rows={2} />
  const newest = versions.data[0]
  return (
    <>
      <ul className="sb-history">
        {versions.data.map((one) => (
          <Version
            key={one.id} one={one} now={one.id === newest?.id && one.place.properties.until === null} busy={restore.isPending}
            onRestore={may && newest ? () => restore.mutate({ id: one.id, newest: newest.id }, { onSuccess: onChoose }) : null}
          />
        ))}
      </ul>
      <Refused error={restore.error} />
      <p className="sb-fine">{t('place.historyHint')}</p>
    </>
  )
}

function Version({ one, now, busy, onRestore }: { one: PlaceVersion; now: boolean; busy: boolean; onRestore: (() => void) | null }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { properties } = one.place
  const what = [properties.name, properties.limit_kmh === null ? '' : t('place.limitIs', { n: properties.limit_kmh }), extentOf(t, properties), whenOf(t, properties)]
  return (
    <li data-now={now}>
      <span className="sb-history-what"><b>{t('place.version', { n: one.version })}</b>{what.filter(Boolean).join(' · ')}</span>
      <span className="sb-muted">{[`${clock.date(properties.since)} ${clock.time(properties.since)}`, one.changed_by, properties.source].filter(Boolean).join(' · ')}</span>
      {!now && onRestore && <Button size="small" loading={busy} onClick={onRestore} data-testid="restore-version">{t('place.restore')}</Button>}
    </li>
  )
}
