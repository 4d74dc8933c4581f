// "Why was nothing raised?": for a bus and a moment, what each rule saw.
import { useState } from 'react'
import { Button, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConfig } from '../api/queries'
import { useWhy, type Why } from '../api/rulebook'
import { useClock } from '../lib/useClock'
import { instantOf, wallOf } from '../lib/wallClock'
import { Facts } from '../ui/Facts'
import { Failure, Waiting } from '../ui/Answer'
import { SawTable } from './SawTable'

const KMH = 'km/h'

export function WhyDialog({ vehicle, plate, at, onClose }: { vehicle: string; plate: string; at: string; onClose: () => void }) {
  const { t } = useTranslation()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const [moment, setMoment] = useState(at)
  const [typed, setTyped] = useState(`${wallOf(Date.parse(at), zone)}:${new Date(at).toISOString().slice(17, 19)}`)
  const why = useWhy(vehicle, moment)
  const ask = () => setMoment(instantOf(typed, zone) ?? moment)
  return (
    <Modal open onCancel={onClose} title={t('rulebook.whyTitle', { plate })} footer={null} width={1040}>
      <div className="sb-why" data-testid="why">
        <p className="sb-muted">{t('rulebook.whyLead')}</p>
        <form className="sb-toolbar" onSubmit={(event) => { event.preventDefault(); ask() }}>
          <Input type="datetime-local" step={1} value={typed} aria-label={t('rulebook.moment')} onChange={(event) => setTyped(event.target.value)} data-testid="why-moment" className="sb-why-moment" />
          <Button htmlType="submit" type="primary" loading={why.isFetching} data-testid="why-ask">{t('rulebook.ask')}</Button>
        </form>
        {why.isPending && <Waiting rows={10} />}
        {why.isError && <Failure error={why.error} retry={() => void why.refetch()} />}
        {why.data && <Seen why={why.data} />}
        {why.data && <SawTable why={why.data} />}
      </div>
    </Modal>
  )
}

/** What was known of the bus at the fix that was looked at. */
function Seen({ why }: { why: Why }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { seen } = why
  if (!seen) return <p className="sb-note" data-testid="why-no-fix">{t('rulebook.noFix')}</p>
  const speed = t('quantity', { value: seen.speed_kmh, unit: KMH })
  const said = [
    seen.run_id === null ? t('rulebook.noRun') : t('rulebook.run'), seen.aboard ? t('rulebook.aboard') : t('rulebook.notAboard'),
    seen.posted_kmh !== null && t('rulebook.posted', { value: t('quantity', { value: seen.posted_kmh, unit: KMH }) }),
    seen.versions.permit === null && t('rulebook.noPermit'), seen.versions.sign === null && t('rulebook.noSign'),
    seen.exempt && t('rulebook.exempt'), seen.delayed && t('rulebook.delayed'), !seen.main && t('rulebook.notMain'),
  ].filter((one): one is string => Boolean(one))
  return (
    <>
      <p data-testid="why-fix"><strong>{t('rulebook.fix', { time: clock.seconds(seen.time), device: seen.device_id, speed })}</strong></p>
      <p className="sb-inline sb-why-chips">{said.map((one) => <span key={one} className="sb-chip">{one}</span>)}</p>
      <details className="sb-versions">
        <summary>{t('rulebook.versions')}</summary>
        <Facts facts={Object.entries(seen.versions).map(([name, version]) => [name, version === null ? null : <code key={name}>{version}</code>])} />
        <p className="sb-muted">{t('rulebook.replayed', { since: clock.seconds(why.replayed_since), count: why.fixes })}</p>
      </details>
    </>
  )
}
