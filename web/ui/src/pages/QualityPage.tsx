// Quality of the data, month by month: six figures, the days, the reasons, and lists of operators and vehicles.
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { Button, Segmented } from 'antd'
import { DownloadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import {
  useDefinitions, usePlatformQuality, useQualityBy, useQualityDays, workbookPath, type Definitions, type Quality,
} from '../api/quality'
import { useClock } from '../lib/useClock'
import { readQuality, writeQuality, type By, type QualityAddress } from '../quality/address'
import { Figures } from '../quality/Figures'
import { MonthPicker } from '../quality/MonthPicker'
import { QualityTable } from '../quality/QualityTable'
import { Reasons } from '../quality/Reasons'
import { usePresentMonth } from '../quality/useBusQuality'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { PageFrame } from '../ui/PageFrame'

const DaysChart = lazy(() => import('../quality/DaysChart'))

export default function QualityPage() {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  const present = usePresentMonth()
  const [address, change] = useQualityAddress(present)
  const definitions = useDefinitions()
  const platform = usePlatformQuality(address.month)
  const failed = definitions.error ?? platform.error
  const computed = platform.data?.computed_at
  return (
    <PageFrame title={t('pages.quality')} lead={t('pages.qualityLead')}>
      <div className="sb-toolbar">
        <MonthPicker month={address.month} present={present} choose={(month) => change({ month })} />
        {computed && <span className="sb-fine">{t(address.month === present ? 'quality.computedHourly' : 'quality.computed', { time: `${clock.date(computed)} ${clock.time(computed)}` })}</span>}
        <span className="sb-grow" />
        <Button icon={<DownloadOutlined />} href={workbookPath(address.month, i18n.language)} download data-testid="workbook">{t('quality.workbook')}</Button>
      </div>
      {failed ? (
        <Failure error={failed} retry={() => void Promise.all([definitions.refetch(), platform.refetch()])} />
      ) : platform.data && definitions.data ? (
        <Month address={address} change={change} platform={platform.data.items[0]} definitions={definitions.data} />
      ) : (
        <Waiting rows={10} />
      )}
    </PageFrame>
  )
}

interface MonthProps {
  address: QualityAddress
  change: (change: Partial<QualityAddress>) => void
  platform: Quality | undefined
  definitions: Definitions
}

function Month({ address, change, platform, definitions }: MonthProps) {
  const { t } = useTranslation()
  const operators = useQualityBy(address.month, 'operator', null)
  const vehicles = useQualityBy(address.month, 'vehicle', address.operator)
  const listed = address.by === 'operator' ? operators : vehicles
  const operator = operators.data?.items.find((one) => one.id === address.operator)
  const vehicle = vehicles.data?.items.find((one) => one.id === address.vehicle)
  const shown = address.vehicle === null ? (address.operator === null ? platform : operator) : vehicle
  if (!platform) return <Empty title={t('quality.noVehicles')} hint={t('quality.noVehiclesHint')} />
  const choose = (row: Quality) => {
    if (address.by === 'vehicle') change({ vehicle: row.id })
    else change({ by: 'vehicle', operator: row.id === '0' ? null : row.id, vehicle: null })
    document.querySelector('#main')?.scrollTo({ top: 0 }) // its figures stand above the list
  }
  return (
    <>
      <Whose address={address} change={change} operator={operator} vehicle={vehicle} />
      {shown ? <Figures definitions={definitions.items} shown={shown} platform={platform} /> : <Waiting rows={3} />}
      {shown && shown.received === 0 && <Empty title={t('quality.emptyTitle')} hint={t('quality.emptyHint')} />}
      {shown && shown.received > 0 && (
        <div className="sb-quality-panels">
          <Days address={address} />
          <section className="sb-card">
            <h2>{t('quality.reasons')}</h2>
            <p className="sb-fine" data-testid="reasons-lead">{t('quality.reasonsLead')}</p>
            <Reasons shown={shown} reasons={definitions.reasons} />
          </section>
        </div>
      )}
      <QualityTable
        by={address.by} rows={listed.data?.items} cut={listed.data?.cut ?? false} error={listed.error} refresh={() => void listed.refetch()}
        definitions={definitions.items} choose={choose}
        extra={
          <Segmented<By>
            value={address.by} onChange={(by) => change({ by, operator: null, vehicle: null })}
            options={[
              { value: 'operator', label: <span data-testid="by-operator">{t('quality.byOperator')}</span> },
              { value: 'vehicle', label: <span data-testid="by-vehicle">{t('quality.byVehicle')}</span> },
            ]}
          />
        }
      />
    </>
  )
}

/** All vehicles, then an operator's, then one: each but the last leads back. */
function Whose({ address, change, operator, vehicle }: Pick<MonthProps, 'address' | 'change'> & { operator: Quality | undefined; vehicle: Quality | undefined }) {
  const { t } = useTranslation()
  const steps = [
    { key: 'all', name: t('quality.allVehicles'), to: { operator: null, vehicle: null, by: 'operator' as const } },
    ...(address.operator === null ? [] : [{ key: 'operator', name: operator?.name ?? '…', to: { vehicle: null } }]),
    ...(address.vehicle === null ? [] : [{ key: 'vehicle', name: vehicle?.name ?? '…', to: {} }]),
  ]
  return (
    <nav className="sb-whose" aria-label={t('quality.whose')} data-testid="quality-whose">
      {steps.map((step, place) =>
        place === steps.length - 1 ? (
          <h2 key={step.key}>{step.name}</h2>
        ) : (
          <button key={step.key} type="button" className="sb-link" onClick={() => change(step.to)}>{step.name}</button>
        ),
      )}
    </nav>
  )
}

function Days({ address }: { address: QualityAddress }) {
  const { t } = useTranslation()
  const days = useQualityDays(address.month, address.operator, address.vehicle)
  return (
    <section className="sb-card">
      <h2>{t('quality.days')}</h2>
      {days.data ? (
        <Suspense fallback={<Waiting rows={6} />}>
          <DaysChart month={days.data.month} days={days.data.items} />
        </Suspense>
      ) : days.error ? (
        <Failure error={days.error} retry={() => void days.refetch()} />
      ) : (
        <Waiting rows={6} />
      )}
    </section>
  )
}

function useQualityAddress(present: string): [QualityAddress, (change: Partial<QualityAddress>) => void] {
  const search = useSearch()
  const [, navigate] = useLocation()
  const address = useMemo(() => readQuality(search, present), [search, present])
  const change = useCallback(
    (part: Partial<QualityAddress>) => navigate(writeQuality({ ...readQuality(window.location.search, present), ...part }, present)),
    [navigate, present],
  )
  return [address, change]
}
