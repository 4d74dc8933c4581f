// The lists of plates that explain themselves: how many each holds, never which.
import { useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../api/suspects'
import { useMay } from '../lib/may'
import { Failure, Waiting } from '../ui/Answer'
import { KnownDialog } from './dialogs/KnownDialog'

export function KnownLists() {
  const { t } = useTranslation()
  const may = useMay('tellSightings')
  const answer = useKnown()
  const [adding, setAdding] = useState(false)
  return (
    <section className="sb-desk-card" data-testid="known-lists">
      <header className="sb-block-head">
        <h2>{t('suspects.known')}</h2>
        {may && <Button size="small" onClick={() => setAdding(true)} data-testid="add-known">{t('suspects.addKnown')}</Button>}
      </header>
      <p className="sb-muted">{t('suspects.knownHint')}</p>
      {answer.isPending && <Waiting rows={3} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data?.items.length === 0 && <p>{t('suspects.noLists')}</p>}
      <ul className="sb-plain sb-suspect-lines">
        {answer.data?.items.map((one) => (
          <li key={one.kind}><b>{t(`suspects.lists.${one.kind}`)}</b> <span>{t('suspects.listPlates', { count: one.plates, until: one.until })}</span></li>
        ))}
      </ul>
      {adding && <KnownDialog onClose={() => setAdding(false)} />}
    </section>
  )
}
