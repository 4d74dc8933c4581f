// Where it was: the telephone's own position when it is asked for, or a tap on a small map. A field of the form.
import { lazy, Suspense, useState } from 'react'
import { Button } from 'antd'
import { AimOutlined, CloseOutlined, EnvironmentOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useConfig } from '../../api/queries'
import { Waiting } from '../../ui/Answer'

const PlaceMap = lazy(() => import('./PlaceMap'))
const PATIENCE_MS = 15_000
const SHOWN = 5

interface Props {
  value?: [number, number]
  onChange?: (point: [number, number] | undefined) => void
}

export function PlacePick({ value, onChange }: Props) {
  const { t } = useTranslation()
  const config = useConfig().data
  const [open, setOpen] = useState(false)
  const [locating, setLocating] = useState(false)
  const [trouble, setTrouble] = useState<'noPosition' | 'mapFailed' | null>(null)
  const locate = () => {
    setLocating(true)
    setTrouble(null)
    const failed = () => { setLocating(false); setTrouble('noPosition') }
    const found = ({ coords }: GeolocationPosition) => { setLocating(false); onChange?.([coords.longitude, coords.latitude]) }
    if ('geolocation' in navigator) navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: PATIENCE_MS })
    else failed()
  }
  return (
    <div className="sb-report-place">
      <div className="sb-actions">
        <Button icon={<AimOutlined />} loading={locating} onClick={locate} data-testid="report-here">{locating ? t('report.locating') : t('report.here')}</Button>
        <Button icon={<EnvironmentOutlined />} onClick={() => setOpen(!open)} aria-expanded={open} data-testid="report-on-map">{open ? t('report.hideMap') : t('report.onMap')}</Button>
      </div>
      {trouble && <p className="sb-late" role="status">{t(`report.${trouble}`)}</p>}
      {open && config && (
        <>
          <p className="sb-muted">{t('report.tap')}</p>
          <Suspense fallback={<Waiting rows={4} />}>
            <PlaceMap config={config} point={value ?? null} onPoint={(point) => onChange?.(point)} onFailure={() => { setOpen(false); setTrouble('mapFailed') }} />
          </Suspense>
        </>
      )}
      {value && (
        <p className="sb-inline" data-testid="report-marked">
          {t('report.marked', { lat: value[1].toFixed(SHOWN), lon: value[0].toFixed(SHOWN) })}
          <button type="button" className="sb-link" onClick={() => onChange?.(undefined)}><CloseOutlined aria-hidden /> {t('report.unmark')}</button>
        </p>
      )}
    </div>
  )
}
