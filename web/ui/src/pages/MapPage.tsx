// The officer's page: the live map, the findings beside it, and what is chosen above it.
import { useCallback, useRef, useState } from 'react'
import { Button } from 'antd'
import { UpOutlined, DownOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useCard, useConfig, useFinding, useLine } from '../api/queries'
import type { Finding, SearchHit } from '../api/types'
import { pointOf } from '../lib/format'
import { useMapAddress } from '../lib/useAddress'
import { useKeys } from '../lib/useKeys'
import { usePhone } from '../lib/usePhone'
import { useLiveFinding, useLiveStore, useLiveSummary } from '../live/context'
import { MapView } from '../map/MapView'
import { useFlight } from '../map/useFlight'
import { Announcer } from '../panels/Announcer'
import { ConditionBanner } from '../places/declared/ConditionBanner'
import { BusDrawer } from '../panels/BusDrawer'
import { BehindBanner, Connection } from '../panels/Connection'
import { FindingDetail } from '../panels/FindingDetail'
import { FindingsPanel } from '../panels/FindingsPanel'
import { LayerSwitch } from '../panels/LayerSwitch'
import { Legend } from '../panels/Legend'
import { NoBuses } from '../panels/NoBuses'
import { SearchBox } from '../panels/SearchBox'
import { Failure, Waiting } from '../ui/Answer'

export default function MapPage() {
  const { t } = useTranslation()
  const config = useConfig()
  const phone = usePhone()
  const [address, change] = useMapAddress()
  const [sheetUp, setSheetUp] = useState(false)
  const [failed, setFailed] = useState(false)
  const store = useLiveStore()
  const chosenKnown = useLiveFinding(address.finding)
  useLiveSummary((live) => address.bus !== null && live.buses.has(address.bus)) // a link is flown to once its bus is there
  const chosenFinding = useFinding(address.finding, chosenKnown)
  const finding = address.finding ? (chosenKnown ?? chosenFinding.data) : undefined
  const card = useCard(address.bus).data
  const chosenLine = address.line ?? (address.bus ? (card?.run?.line_id ?? null) : null)
  const line = useLine(address.line).data
  const { fly, onReady } = useFlight({ address, finding, line, busAt: (id) => busPlace(store.buses.get(id)), phone })
  const back = useRef<HTMLElement | null>(null)

  const openFinding = useCallback(
    (one: Finding) => {
      back.current = document.activeElement as HTMLElement
      change({ finding: one.id, bus: null, line: null })
      setSheetUp(false)
      // what has no place of its own (silence) is where its bus was last
      const at = pointOf(one.point) ?? busPlace(store.buses.get(one.vehicle_id))
      if (at) fly(at)
    },
    [change, fly, store],
  )
  const openBus = useCallback(
    (id: string | null, andFly = false) => {
      change({ bus: id, finding: null, line: null })
      const bus = id ? store.buses.get(id) : undefined
      if (bus && andFly) fly([bus.lon, bus.lat])
    },
    [change, fly, store],
  )
  const close = useCallback(() => {
    change({ bus: null, finding: null, line: null })
    back.current?.focus()
  }, [change])
  const pick = (hit: SearchHit) => {
    if (hit.kind === 'bus') change({ bus: hit.id, finding: null, line: null })
    if (hit.kind === 'line') return change({ line: hit.id, bus: null, finding: null })
    const at = pointOf(hit.point) ?? (hit.kind === 'bus' ? busPlace(store.buses.get(hit.id)) : null)
    if (at) fly(at)
  }
  useKeys({
    Escape: () => (address.bus || address.finding || address.line ? close() : setSheetUp(false)),
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
  })

  if (config.isError) return <Failure error={config.error} retry={() => void config.refetch()} />
  if (!config.data) return <Waiting rows={10} />
  const chosen = address.bus !== null || address.finding !== null
  return (
    <div className="sb-live" data-sheet={sheetUp} data-chosen={chosen}>
      <Announcer />
      <div className="sb-stage">
        {failed ? (
          <p className="sb-map-failed" role="alert">{t('error.map')}</p>
        ) : (
          <MapView
            config={config.data}
            address={address}
            finding={finding}
            chosenLine={chosenLine}
            onBus={openBus}
            onMoved={(at) => change({ at }, { replace: true })}
            onReady={onReady}
            onFailure={() => setFailed(true)}
          />
        )}
        <div className="sb-stage-top">
          <SearchBox onPick={pick} />
          <LayerSwitch hidden={address.hiddenLayers} onHidden={(hiddenLayers) => change({ hiddenLayers }, { replace: true })} />
          <Connection />
        </div>
        <BehindBanner />
        <ConditionBanner />
        <NoBuses />
        <Legend hidden={address.hiddenStates} onHidden={(hiddenStates) => change({ hiddenStates }, { replace: true })} />
        {address.finding && <FindingDetail key={address.finding} id={address.finding} onClose={close} onBus={(id) => openBus(id, true)} />}
        {address.bus && !address.finding && <BusDrawer key={address.bus} id={address.bus} onClose={close} onFinding={openFinding} />}
      </div>
      <aside className="sb-aside">
        {phone && (
          <Button
            type="text" block className="sb-sheet-handle" icon={sheetUp ? <DownOutlined /> : <UpOutlined />}
            aria-expanded={sheetUp} aria-label={sheetUp ? t('findings.collapse') : t('findings.expand')}
            onClick={() => setSheetUp(!sheetUp)} data-testid="findings-sheet"
          />
        )}
        <FindingsPanel
          chosen={address.finding}
          onlyOpen={address.onlyOpen}
          onOnlyOpen={(onlyOpen) => change({ onlyOpen }, { replace: true })}
          onOpen={openFinding}
        />
      </aside>
    </div>
  )
}

const busPlace = (bus: { lon: number; lat: number } | undefined): [number, number] | null => (bus ? [bus.lon, bus.lat] : null)

/** `j k`: the focus walks through the list, Enter is then the button's own. */
function moveFocus(step: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>('.sb-finding-button')]
  const here = items.indexOf(document.activeElement as HTMLElement)
  const start = here < 0 ? items.findIndex((item) => item.getAttribute('aria-current') === 'true') : here
  items[Math.min(items.length - 1, Math.max(0, start + step))]?.focus()
}
