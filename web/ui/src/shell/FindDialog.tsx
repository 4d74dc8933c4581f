// Find anything that one may see, from any page, and go there: `f` comes here.
import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { SearchHit } from '../api/types'
import { SearchField } from '../panels/SearchField'

/** What has a page of its own, where it is. */
const PAGES = {
  application: (id: string) => `/permits/${id}`,
  permit: (id: string) => `/granted/${id}`,
  bus: (id: string) => `/registers/vehicles/${id}`,
  person: (id: string) => `/registers/people/${id}`,
  school: (id: string) => `/registers/organisations/${id}`,
  operator: (id: string) => `/registers/organisations/${id}`,
} as const satisfies Partial<Record<SearchHit['kind'], (id: string) => string>>
type Paged = keyof typeof PAGES
const KINDS = Object.keys(PAGES) as Paged[]

export function FindDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const go = (hit: SearchHit) => {
    onClose()
    navigate(PAGES[hit.kind as Paged](hit.id))
  }
  return (
    <Modal
      open={open} onCancel={onClose} footer={null} title={t('search.find')} width={560} destroyOnHidden data-testid="find-dialog"
      afterOpenChange={(shown) => shown && document.querySelector<HTMLInputElement>('[data-testid="find"]')?.focus()}
    >
      <SearchField kinds={KINDS} placeholder={t('search.findPlaceholder')} hint="f" testId="find" onPick={go} />
      <p className="sb-fine">{t('search.findHint')}</p>
    </Modal>
  )
}
