// Sightings: one plate looked up, who tells of plates, the lists that explain plates, the hours of the schools.
import { useState } from 'react'
import { Button, Input } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { usePlate } from '../api/suspects'
import { Empty, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'
import { Calendar } from './Calendar'
import { HoursList } from './HoursList'
import { KnownLists } from './KnownLists'
import { SightingTable } from './SightingTable'
import { SourceList } from './SourceList'

export function Sightings({ onOpen }: { onOpen: (id: string) => void }) {
  return (
    <div className="sb-suspect-cards">
      <LookUp onOpen={onOpen} />
      <SourceList />
      <KnownLists />
      <HoursList />
    </div>
  )
}

function LookUp({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [plate, setPlate] = useState<string | null>(null)
  const answer = usePlate(plate)
  const found = answer.data
  return (
    <section className="sb-desk-card" data-wide>
      <h2>{t('suspects.lookUp')}</h2>
      <p className="sb-muted">{t('suspects.lookUpHint')}</p>
      <form
        className="sb-suspect-look"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim()) setPlate(typed.trim())
        }}
      >
        <Input value={typed} onChange={(event) => setTyped(event.target.value)} maxLength={20} placeholder={t('suspects.plateExample')} aria-label={t('suspects.plate')} data-testid="look-plate" />
        <Button htmlType="submit" icon={<SearchOutlined />} data-testid="look-submit">{t('suspects.look')}</Button>
      </form>
      {answer.isFetching && !found && <Waiting rows={3} />}
      <Refused error={answer.error} />
      {found && (
        <div className="sb-block sb-suspect-found" data-testid="looked-up">
          <p className="sb-inline">
            <b>{t('suspects.lookedUp', { plate: found.plate, count: found.items.length })}</b>
            {found.suspect_id && <button type="button" className="sb-link" onClick={() => onOpen(found.suspect_id ?? '')}>{t('suspects.isSuspect')}</button>}
            {found.vehicle_id && <Link href={`/map?bus=${found.vehicle_id}`}>{t('suspects.isOurs')}</Link>}
            {found.lists.length > 0 && <span className="sb-chip">{t('suspects.onLists', { lists: found.lists.map((one) => t(`suspects.lists.${one}`)).join('、') })}</span>}
          </p>
          {found.items.length === 0 ? <Empty title={t('suspects.noneSeen')} /> : (
            <>
              <Calendar seen={found.items} />
              <SightingTable seen={found.items} />
            </>
          )}
        </div>
      )}
    </section>
  )
}
