// For which buses a device spoke, from when until when: a line of time, the newest first.
import { useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Binding, Device } from '../api/deviceTypes'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { Plate } from '../ui/Plate'
import { history, holds } from './bindings'
import { BindDialog, UnbindDialog } from './dialogs/BindDialog'

export function BindingHistory({ device }: { device: Device }) {
  const { t } = useTranslation()
  const now = useServerNow(5000)
  const may = useMay('keepDevices')
  const [binding, setBinding] = useState(false)
  const [ending, setEnding] = useState<Binding | null>(null)
  const past = history(device)
  return (
    <section className="sb-block">
      <header className="sb-block-head">
        <h3>{t('binding.title')}</h3>
        {may && <Button size="small" type={past.some((one) => holds(one, now)) ? 'default' : 'primary'} onClick={() => setBinding(true)} data-testid="bind">{t('binding.bind')}</Button>}
      </header>
      {past.length === 0 && <p className="sb-muted">{t('binding.none')}</p>}
      <ol className="sb-history" data-testid="bindings">
        {past.map((one) => <Entry key={one.id} binding={one} now={now} {...(may ? { onEnd: () => setEnding(one) } : {})} />)}
      </ol>
      {binding && <BindDialog device={device.id} onClose={() => setBinding(false)} />}
      {ending && <UnbindDialog device={device.id} binding={ending} onClose={() => setEnding(null)} />}
    </section>
  )
}

function Entry({ binding, now, onEnd }: { binding: Binding; now: number; onEnd?: () => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const present = holds(binding, now)
  const ahead = Date.parse(binding.since) > now
  const moment = (iso: string) => `${clock.date(iso)} ${clock.time(iso)}`
  return (
    <li data-now={present}>
      <span className="sb-history-what">
        <Link href={`/map?bus=${binding.vehicle_id}`}><Plate plate={binding.plate} /></Link>
        {ahead && <span className="sb-chip">{t('binding.planned')}</span>}
      </span>
      <span className="sb-muted">{`${moment(binding.since)} ${t('binding.until')} ${binding.until ? moment(binding.until) : t('binding.now')}`}</span>
      {present && onEnd && <Button size="small" onClick={onEnd} data-testid="unbind">{t('binding.unbind')}</Button>}
    </li>
  )
}
