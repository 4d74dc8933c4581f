// The list beside the map: search, category, kind, those that are no more; a row chooses its place.
import { useMemo, useState } from 'react'
import { Button, Checkbox, Input, Select } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { CATEGORIES, KINDS, type Category, type PlaceFeature } from '../api/placeTypes'
import { named } from '../i18n'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { extentOf, kindOf } from './words'

const AT_ONCE = 150

export interface Filter {
  q: string
  category: Category | null
  kind: string | null
  ended: boolean
}
export const NO_FILTER: Filter = { q: '', category: null, kind: null, ended: false }

/** Those that the filter leaves, by name. */
export function filtered(places: PlaceFeature[], { q, category, kind }: Filter): PlaceFeature[] {
  const wanted = q.trim().toLowerCase()
  return places
    .filter(({ properties: place }) => (!category || place.category === category) && (!kind || place.kind === kind))
    .filter(({ properties: place }) => [place.name, place.name_en ?? '', place.source].some((text) => text.toLowerCase().includes(wanted)))
    .sort((a, b) => a.properties.name.localeCompare(b.properties.name, 'zh-CN'))
}

interface Props {
  places: PlaceFeature[] | undefined
  error: unknown
  retry: () => void
  chosen: string | null
  filter: Filter
  onFilter: (filter: Filter) => void
  onChoose: (place: PlaceFeature) => void
}

export function PlaceList({ places, error, retry, chosen, filter, onFilter, onChoose }: Props) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(AT_ONCE)
  const rows = useMemo(() => filtered(places ?? [], filter), [places, filter])
  const kinds = filter.category ? KINDS[filter.category] : Object.values(KINDS).flat()
  const change = (part: Partial<Filter>) => {
    setShown(AT_ONCE)
    onFilter({ ...filter, ...part })
  }
  return (
    <div className="sb-places-list" data-testid="place-list">
      <div className="sb-places-filter">
        <Input
          id="place-search" prefix={<SearchOutlined />} allowClear value={filter.q} placeholder={t('place.search')} aria-label={t('place.search')}
          onChange={(event) => change({ q: event.target.value })} data-testid="place-search"
        />
        <Select
          allowClear value={filter.category} placeholder={t('place.anyCategory')} aria-label={t('place.category')} onChange={(category: Category | undefined) => change({ category: category ?? null, kind: null })}
          options={CATEGORIES.map((value) => ({ value, label: t(`place.categories.${value}`) }))} data-testid="filter-category"
        />
        <Select
          allowClear value={filter.kind} placeholder={t('place.anyKind')} aria-label={t('place.kind')} onChange={(kind: string | undefined) => change({ kind: kind ?? null })}
          options={kinds.map((value) => ({ value, label: kindOf(t, value) }))}
        />
        <Checkbox checked={filter.ended} onChange={(event) => change({ ended: event.target.checked })}>{t('place.showEnded')}</Checkbox>
        <span className="sb-count" aria-live="polite">{t('place.count', { count: rows.length })}</span>
      </div>
      {error && !places ? <Failure error={error} retry={retry} /> : null}
      {!places && !error ? <Waiting rows={8} /> : null}
      {places && rows.length === 0 && <Empty title={t('place.noneTitle')} hint={t(places.length === 0 ? 'place.noneHint' : 'table.noMatchHint')} />}
      <ul>
        {rows.slice(0, shown).map((place) => <Row key={place.id} place={place} chosen={place.id === chosen} onChoose={onChoose} />)}
      </ul>
      {rows.length > shown && <Button type="text" block onClick={() => setShown(shown + AT_ONCE)}>{t('place.more', { count: rows.length - shown })}</Button>}
    </div>
  )
}

function Row({ place, chosen, onChoose }: { place: PlaceFeature; chosen: boolean; onChoose: Props['onChoose'] }) {
  const { t, i18n } = useTranslation()
  const { properties } = place
  return (
    <li>
      <button type="button" className="sb-place" aria-current={chosen ? 'true' : undefined} onClick={() => onChoose(place)} data-testid="place-row">
        <i className="sb-place-mark" data-category={properties.category} data-kind={properties.kind} aria-hidden />
        <span className="sb-place-name">{named(i18n.language, properties.name, properties.name_en)}</span>
        {properties.limit_kmh !== null && <span className="sb-place-limit" aria-label={t('place.limitIs', { n: properties.limit_kmh })}>{properties.limit_kmh}</span>}
        <span className="sb-place-what">{[kindOf(t, properties.kind), extentOf(t, properties)].join(' · ')}</span>
      </button>
    </li>
  )
}
