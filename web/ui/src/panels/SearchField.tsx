// A field that finds what bears a name, a plate or a number, by kind; Enter takes the first.
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { AutoComplete, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { SearchOutlined } from '@ant-design/icons'
import { useSearch } from '../api/queries'
import type { SearchHit } from '../api/types'
import { named } from '../i18n'

const PAUSE_MS = 180

interface Props {
  kinds: readonly SearchHit['kind'][]
  placeholder: string
  /** The sign of the key that comes here. */
  hint: string
  testId: string
  onPick: (hit: SearchHit) => void
}

export function SearchField({ kinds, placeholder, hint, testId, onPick }: Props) {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState('')
  const asked = usePaused(useDeferredValue(text.trim()))
  const answer = useSearch(asked, kinds)
  const box = useRef<HTMLDivElement>(null)
  const field = () => box.current?.querySelector('input')
  const hits = useMemo(() => (asked ? (answer.data ?? []) : []), [asked, answer.data])
  const options = useMemo(
    () =>
      kinds.map((kind) => ({
        label: t(`search.${kind}`),
        options: hits
          .filter((hit) => hit.kind === kind)
          .map((hit) => ({ value: `${hit.kind}:${hit.id}`, hit, label: <Hit title={named(i18n.language, hit.title, hit.title_en)} subtitle={hit.subtitle} /> })),
      })).filter((group) => group.options.length > 0),
    [kinds, hits, t, i18n.language],
  )
  const said = !asked ? null : answer.isError ? t('search.failed') : answer.isSuccess && hits.length === 0 ? t('search.none', { q: asked }) : null
  const pick = (value: string) => {
    const hit = hits.find((one) => `${one.kind}:${one.id}` === value)
    if (!hit) return
    setText(named(i18n.language, hit.title, hit.title_en))
    onPick(hit)
    field()?.blur()
  }
  return (
    <div ref={box} className="sb-search">
      <AutoComplete
        className="sb-search-field"
        value={text}
        options={options}
        defaultActiveFirstOption
        notFoundContent={said}
        onChange={(value: string) => setText(value.includes(':') && hits.some((hit) => `${hit.kind}:${hit.id}` === value) ? text : value)}
        onSelect={pick}
        popupMatchSelectWidth
        listHeight={440}
      >
        <Input
          size="large"
          allowClear
          prefix={<SearchOutlined aria-hidden />}
          suffix={text ? null : <kbd aria-hidden>{hint}</kbd>}
          placeholder={placeholder}
          aria-label={t('search.label')}
          data-testid={testId}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
      </AutoComplete>
    </div>
  )
}

function Hit({ title, subtitle }: { title: string; subtitle: string | null }) {
  return (
    <span className="sb-hit" data-testid="search-hit">
      <span>{title}</span>
      {subtitle && <small>{subtitle}</small>}
    </span>
  )
}

/** The value once it has rested a moment. */
function usePaused(value: string): string {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
