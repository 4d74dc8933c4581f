// Places: the map to draw on, the list beside it, one place's form or card; and what is declared.
import { useCallback, useState } from 'react'
import { App, Button, Tabs } from 'antd'
import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Feature } from 'geojson'
import { useDrawnPlaces, useEndedPlaces } from '../api/places'
import type { Category, DeclaredKind, PlaceFeature } from '../api/placeTypes'
import { useConfig } from '../api/queries'
import { named } from '../i18n'
import { useMay } from '../lib/may'
import { useKeys } from '../lib/useKeys'
import { usePhone } from '../lib/usePhone'
import { usePlacesAddress } from '../places/address'
import { DeclaredPanel } from '../places/declared/DeclaredPanel'
import { ImportPlaces } from '../places/dialogs/ImportPlaces'
import type { Drawn, Shape } from '../places/draw/drawing'
import type { DrawingAsked } from '../places/draw/useDrawing'
import { PlaceCard } from '../places/PlaceCard'
import { PlaceForm } from '../places/PlaceForm'
import { NO_FILTER, PlaceList } from '../places/PlaceList'
import { PlacesMap } from '../places/PlacesMap'
import { Failure, Waiting } from '../ui/Answer'

/** What a category is drawn as. */
const SHAPES: Record<Category, readonly Shape[]> = {
  zone: ['polygon', 'circle'],
  risk_segment: ['linestring', 'polygon', 'circle'],
  road_section: ['linestring'],
}
const AREA: readonly Shape[] = ['polygon']

interface Work {
  key: string
  place: PlaceFeature | null
  category: Category
  from: Drawn | null
}

export default function PlacesPage() {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const config = useConfig()
  const phone = usePhone()
  const may = useMay('drawPlaces')
  const [address, change] = usePlacesAddress()
  const [filter, setFilter] = useState(NO_FILTER)
  const [failed, setFailed] = useState(false)
  const [importing, setImporting] = useState(false)
  const [lookedAt, setLookedAt] = useState<Feature[]>([])
  const [work, setWork] = useState<Work | null>(null)
  const [declaring, setDeclaring] = useState<DeclaredKind | null>(null)
  const [drawsArea, setDrawsArea] = useState(false)
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const places = useDrawnPlaces()
  const ended = useEndedPlaces(filter.ended)
  const known = [...(places.data?.features ?? []), ...(ended.data?.features ?? [])]
  const listed = filter.ended ? ended.data?.features : places.data?.features
  const chosen = known.find((one) => one.id === address.place) ?? null

  const stop = useCallback(() => {
    setWork(null)
    setDeclaring(null)
    setDrawsArea(false)
    setDrawn(null)
  }, [])
  const begin = (place: PlaceFeature | null) => {
    const from = place ? { geometry: place.geometry, radius_m: place.properties.radius_m } : null
    setDrawn(from)
    setWork({ key: `${place?.id ?? 'new'} ${Date.now()}`, place, category: place?.properties.category ?? 'zone', from })
  }
  const choose = (place: PlaceFeature) => change({ place: place.id, tab: 'places' })
  useKeys({
    Escape: () => (work || declaring ? undefined : change({ place: null })),
    '/': () => document.getElementById('place-search')?.focus(),
    n: () => may && !phone && !work && begin(null),
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
  })

  if (config.isError) return <Failure error={config.error} retry={() => void config.refetch()} />
  if (!config.data) return <Waiting rows={10} />
  const drawing: DrawingAsked | null = work
    ? { key: `${work.key} ${work.category}`, shapes: SHAPES[work.category], from: work.from }
    : declaring && drawsArea ? { key: declaring, shapes: AREA, from: null } : null
  return (
    <div className="sb-live sb-places" data-work={work !== null || declaring !== null}>
      <div className="sb-stage">
        {failed ? <p className="sb-map-failed" role="alert">{t('error.map')}</p> : (
          <PlacesMap
            config={config.data} places={known} chosen={work?.place ?? chosen} lookedAt={lookedAt} drawing={phone ? null : drawing} onDrawn={setDrawn}
            onPick={(id) => change({ place: id, tab: 'places' })} onFailure={() => setFailed(true)}
          />
        )}
      </div>
      <aside className="sb-aside sb-places-aside">
        {work ? (
          <section className="sb-places-list" aria-label={work.place?.properties.name ?? t('place.new')}>
            <h2>{work.place ? t('place.editing', { name: named(i18n.language, work.place.properties.name, work.place.properties.name_en) }) : t('place.new')}</h2>
            <PlaceForm
              key={work.key} place={work.place} drawn={drawn} onCancel={stop}
              onCategory={(category) => {
                const fits = category === 'zone' ? !drawn?.geometry.type.endsWith('LineString') : category !== 'road_section' || drawn?.geometry.type.endsWith('LineString')
                setWork({ ...work, category, from: fits ? drawn : null })
                if (!fits) setDrawn(null)
              }}
              onRadius={(radius_m) => {
                if (drawn?.geometry.type !== 'Point' || drawn.radius_m === radius_m) return
                const from = { ...drawn, radius_m }
                setDrawn(from)
                setWork({ ...work, key: `${work.place?.id ?? 'new'} ${Date.now()}`, from })
              }}
              onSaved={(place) => {
                stop()
                choose(place)
                void message.success(t('place.saved'))
              }}
            />
          </section>
        ) : (
          <>
            <header className="sb-places-head">
              <div>
                <h1>{t('place.title')}</h1>
                <p className="sb-fine">{t(phone ? 'place.desktopOnly' : 'place.lead')}</p>
              </div>
              {may && !phone && address.tab === 'places' && (
                <div className="sb-actions">
                  <Button icon={<UploadOutlined />} onClick={() => setImporting(true)} data-testid="import-places">{t('place.import')}</Button>
                  <Button type="primary" icon={<PlusOutlined />} onClick={() => begin(null)} data-testid="new-place">{t('place.new')}</Button>
                </div>
              )}
            </header>
            <Tabs
              activeKey={address.tab} onChange={(tab) => { stop(); change({ tab: tab as 'places' | 'declared', place: null }) }}
              items={[{ key: 'places', label: t('place.title') }, { key: 'declared', label: <span data-testid="tab-declared">{t('declared.tab')}</span> }]}
            />
            {address.tab === 'declared' && (
              <DeclaredPanel
                declaring={declaring} drawn={drawn}
                onDeclaring={(what) => { stop(); setDeclaring(what) }}
                onWhere={(where) => { setDrawn(null); setDrawsArea(where === 'area') }}
              />
            )}
            {address.tab === 'places' && chosen && <PlaceCard key={chosen.id} place={chosen} onEdit={() => begin(chosen)} onChoose={choose} onClose={() => change({ place: null })} />}
            {address.tab === 'places' && (
              <PlaceList places={listed} error={places.error ?? ended.error} retry={() => void places.refetch()} chosen={address.place} filter={filter} onFilter={setFilter} onChoose={choose} />
            )}
          </>
        )}
      </aside>
      {importing && <ImportPlaces onClose={() => setImporting(false)} onLooked={setLookedAt} />}
    </div>
  )
}

/** `j k`: the focus walks through the list, Enter is then the button's own. */
function moveFocus(step: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>('.sb-place')]
  const here = items.indexOf(document.activeElement as HTMLElement)
  items[Math.min(items.length - 1, Math.max(0, here + step))]?.focus()
}
