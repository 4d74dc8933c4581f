// Seals: what is frozen as evidence, and who lifts it.
import { useState } from 'react'
import { Button } from 'antd'
import { LockOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useMay } from '../lib/may'
import { SealDialog } from '../seals/SealDialog'
import { SealDrawer } from '../seals/SealDrawer'
import { SealList } from '../seals/SealList'
import { PageFrame } from '../ui/PageFrame'

export default function SealsPage() {
  const { t } = useTranslation()
  const may = useMay('seal')
  const [making, setMaking] = useState(false)
  const [, navigate] = useLocation()
  const open = new URLSearchParams(useSearch()).get('seal')
  const show = (id: string | null) => {
    const query = new URLSearchParams(window.location.search)
    if (id) query.set('seal', id)
    else query.delete('seal')
    const text = query.toString()
    navigate(text ? `/seals?${text}` : '/seals')
  }
  return (
    <PageFrame
      title={t('seals.title')} lead={t('seals.lead')}
      actions={may && <Button type="primary" icon={<LockOutlined />} onClick={() => setMaking(true)} data-testid="new-seal">{t('seals.new')}</Button>}
    >
      <SealList onOpen={show} />
      {open && <SealDrawer key={open} id={open} onClose={() => show(null)} />}
      {making && <SealDialog onClose={() => setMaking(false)} onMade={show} />}
    </PageFrame>
  )
}
