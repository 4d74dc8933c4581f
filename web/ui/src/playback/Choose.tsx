// Which buses, from when until when; on the service's own wall clock.
import { useState } from 'react'
import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConfig, useVehicles } from '../api/queries'
import { instantOf, wallOf } from '../lib/wallClock'
import { MOST_VEHICLES, type PlaybackAddress } from './address'

const plain = (plate: string) => plate.replaceAll(/[·•・.\-_ ]/g, '').toUpperCase()
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const PRESETS = ['hours', 'today', 'yesterday'] as const
type Preset = (typeof PRESETS)[number]

interface Props {
  address: PlaybackAddress
  onChange: (change: Pick<PlaybackAddress, 'vehicles' | 'since' | 'until'>) => void
}

export function Choose({ address, onChange }: Props) {
  const { t } = useTranslation()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const all = useVehicles().data?.items
  const wall = (iso: string | null, otherwise: number) => wallOf(iso ? Date.parse(iso) : otherwise, zone)
  const [vehicles, setVehicles] = useState(address.vehicles)
  const [since, setSince] = useState(() => wall(address.since, Date.now() - 2 * HOUR_MS))
  const [until, setUntil] = useState(() => wall(address.until, Date.now()))
  const [from, to] = [instantOf(since, zone), instantOf(until, zone)]
  const wrong = from !== undefined && to !== undefined && from >= to
  const preset = (one: Preset) => {
    const now = Date.now()
    const today = wallOf(now, zone).slice(0, 10)
    const midnight = Date.parse(instantOf(`${today}T00:00`, zone) ?? '')
    const spans: Record<Preset, [number, number]> = { hours: [now - 2 * HOUR_MS, now], today: [midnight, now], yesterday: [midnight - DAY_MS, midnight] }
    setSince(wallOf(spans[one][0], zone))
    setUntil(wallOf(spans[one][1], zone))
  }
  return (
    <Form className="sb-playback-choose" data-testid="choose" onFinish={() => from && to && !wrong && onChange({ vehicles, since: from, until: to })}>
      <Select<string[]>
        mode="multiple" maxCount={MOST_VEHICLES} value={vehicles} onChange={setVehicles} loading={!all} className="sb-playback-buses" aria-label={t('playback.buses')}
        placeholder={t('playback.busesPick', { n: MOST_VEHICLES })} options={(all ?? []).map((one) => ({ value: one.id, label: one.plate }))} maxTagCount="responsive"
        showSearch={{ filterOption: (typed, option) => plain(String(option?.label ?? '')).includes(plain(typed)) }} data-testid="choose-buses"
      />
      <Input type="datetime-local" value={since} onChange={(event) => setSince(event.target.value)} aria-label={t('playback.since')} data-testid="choose-since" {...(wrong ? { status: 'error' as const } : {})} />
      <span aria-hidden>–</span>
      <Input type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} aria-label={t('playback.until')} data-testid="choose-until" {...(wrong ? { status: 'error' as const } : {})} />
      <Select<Preset>
        value={null} placeholder={t('playback.preset')} aria-label={t('playback.preset')} onChange={preset} popupMatchSelectWidth={false} className="sb-playback-preset"
        options={PRESETS.map((one) => ({ value: one, label: t(`playback.presets.${one}`) }))}
      />
      <Button type="primary" htmlType="submit" disabled={vehicles.length === 0 || !from || !to || wrong} data-testid="choose-show">{t('playback.show')}</Button>
      {wrong && <span className="sb-open" role="alert">{t('playback.wrongSpan')}</span>}
    </Form>
  )
}
