// Permits that were granted: what ends first at the head; a row opens the permit.
import { useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useGrantedSummary } from '../api/granted'
import { askHeld, readHeld, writeHeld, type HeldAddress } from '../granted/address'
import { HeldList } from '../granted/List'
import { RenewalList } from '../granted/RenewalList'
import { useMay } from '../lib/may'
import { ExportButton } from '../ui/ExportButton'
import { PageFrame } from '../ui/PageFrame'

export default function GrantedPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const search = useSearch()
  const mayRenew = useMay('renewSigns')
  const [listing, setListing] = useState(false)
  const change = (part: Partial<HeldAddress>) => navigate(`/granted${writeHeld({ ...readHeld(window.location.search), ...part })}`, { replace: true })
  return (
    <PageFrame title={t('granted.title')} lead={t('granted.lead')} actions={<><ExportButton list="/permits/granted" query={askHeld(readHeld(search))} />{mayRenew && <Button onClick={() => setListing(true)} data-testid="renew-signs">{t('granted.list.title')}</Button>}</>}>
      <Sums change={change} />
      <HeldList address={readHeld(search)} change={change} onOpen={(id) => navigate(`/granted/${id}`)} />
      {listing && <RenewalList onClose={() => setListing(false)} />}
    </PageFrame>
  )
}

function Sums({ change }: { change: (part: Partial<HeldAddress>) => void }) {
  const { t } = useTranslation()
  const sum = useGrantedSummary().data
  if (!sum) return null
  const figures: { key: 'in_force' | 'suspended' | 'renewals' | 'signs' | 'penalties'; n: number; loud?: string; to: Partial<HeldAddress> }[] = [
    { key: 'in_force', n: sum.states.in_force ?? 0, to: { state: 'in_force', ask: null } },
    { key: 'suspended', n: sum.states.suspended ?? 0, to: { state: 'suspended', ask: null } },
    { key: 'renewals', n: sum.renewals, loud: 'soon', to: { state: null, ask: 'renewal' } },
    { key: 'signs', n: sum.signs, loud: 'soon', to: { state: null, ask: 'sign_ends' } },
    { key: 'penalties', n: sum.penalties, loud: 'overdue', to: { state: null, ask: 'penalty' } },
  ]
  return (
    <ul className="sb-permit-sums" data-testid="granted-sums">
      {figures.map(({ key, n, loud, to }) => (
        <li key={key} data-loud={n > 0 ? loud : undefined}>
          <span>{t(`granted.sum.${key}`)}</span>
          {n > 0 ? <button type="button" className="sb-link" onClick={() => change({ q: '', ...to })}>{n}</button> : <b>{n}</b>}
        </li>
      ))}
    </ul>
  )
}
