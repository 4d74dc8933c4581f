// Search on the map by plate, school, line or stop; `/` comes here, Enter flies there.
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ON_THE_MAP } from '../api/queries'
import type { SearchHit } from '../api/types'
import { useKeys } from '../lib/useKeys'
import { SearchField } from './SearchField'

export function SearchBox({ onPick }: { onPick: (hit: SearchHit) => void }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  useKeys({
    '/': (event) => {
      event.preventDefault()
      const field = box.current?.querySelector('input')
      field?.focus()
      field?.select()
    },
  })
  return (
    <div ref={box} className="sb-search-at-map">
      <SearchField kinds={ON_THE_MAP} placeholder={t('search.placeholder')} hint="/" testId="search" onPick={onPick} />
    </div>
  )
}
