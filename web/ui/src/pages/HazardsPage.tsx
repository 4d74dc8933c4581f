// The hazard ledger: what was found, who removes it until when, and what is late.
import { useState } from 'react'
import { Button } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { HazardDrawer } from '../hazards/HazardDrawer'
import { HazardList } from '../hazards/HazardList'
import { NewHazard } from '../hazards/NewHazard'
import { useMay } from '../lib/may'
import { PageFrame } from '../ui/PageFrame'

export default function HazardsPage() {
  const { t } = useTranslation()
  const may = useMay('openHazard')
  const [making, setMaking] = useState(false)
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch())
  const open = asked.get('hazard')
  const change = (key: 'hazard' | 'ended', value: string | null) => {
    const query = new URLSearchParams(window.location.search)
    if (value) query.set(key, value)
    else query.delete(key)
    const text = query.toString()
    navigate(text ? `/hazards?${text}` : '/hazards')
  }
  return (
    <PageFrame
      title={t('hazards.title')} lead={t('hazards.lead')}
      actions={may && <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)} data-testid="new-hazard">{t('hazards.new')}</Button>}
    >
      <HazardList ended={asked.get('ended') === '1'} onEnded={(ended) => change('ended', ended ? '1' : null)} onOpen={(id) => change('hazard', id)} />
      {open && <HazardDrawer key={open} id={open} onClose={() => change('hazard', null)} />}
      {making && <NewHazard onClose={() => setMaking(false)} onMade={(id) => change('hazard', id)} />}
    </PageFrame>
  )
}
