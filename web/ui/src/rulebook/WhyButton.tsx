// Opens "why was nothing raised?" for a bus, at a moment or now.
import { useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLiveStore } from '../live/context'
import { WhyDialog } from './WhyDialog'

export function WhyButton({ vehicle, plate, at }: { vehicle: string; plate: string; at?: string }) {
  const { t } = useTranslation()
  const store = useLiveStore()
  const [moment, setMoment] = useState<string | null>(null)
  const now = () => store.buses.get(vehicle)?.fix_time ?? new Date().toISOString()
  return (
    <>
      <Button size="small" onClick={() => setMoment(at ?? now())} data-testid="ask-why">{t('rulebook.why')}</Button>
      {moment && <WhyDialog vehicle={vehicle} plate={plate} at={moment} onClose={() => setMoment(null)} />}
    </>
  )
}
