// From the evidence of a finding: seal its bus for the time around it.
import { useState } from 'react'
import { LockOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../api/types'
import { useMay } from '../lib/may'
import { useServerNow } from '../live/context'
import { SealDialog } from './SealDialog'

const AROUND_MS = 600_000

export function SealFinding({ finding }: { finding: Finding }) {
  const { t } = useTranslation()
  const may = useMay('seal')
  const now = useServerNow(60_000)
  const [open, setOpen] = useState(false)
  if (!may) return null
  const until = Math.min(now, (finding.ended ? Date.parse(finding.ended) : now) + AROUND_MS)
  const first = { kind: 'vehicle', vehicle: finding.vehicle_id, finding: finding.id, since: new Date(Date.parse(finding.began) - AROUND_MS).toISOString(), until: new Date(until).toISOString() } as const
  return (
    <>
      <button type="button" className="sb-link" onClick={() => setOpen(true)} data-testid="seal-finding"><LockOutlined aria-hidden /> {t('seals.seal')}</button>
      {open && <SealDialog first={first} onClose={() => setOpen(false)} />}
    </>
  )
}
