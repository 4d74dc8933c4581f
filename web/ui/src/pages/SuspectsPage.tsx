// Suspects, sightings and our own vehicles that may not serve: the address says which, and what is open.
import { useState, type ReactNode } from 'react'
import { Button, Tabs } from 'antd'
import { EditOutlined, PlusOutlined, QuestionCircleOutlined, UploadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useMay } from '../lib/may'
import { ImportDialog } from '../suspects/dialogs/ImportDialog'
import { NoteDialog } from '../suspects/dialogs/NoteDialog'
import { SourceDialog } from '../suspects/dialogs/SourceDialog'
import { OursList } from '../suspects/OursList'
import { ScoreDrawer } from '../suspects/ScoreDrawer'
import { Sightings } from '../suspects/Sightings'
import { SuspectDrawer } from '../suspects/SuspectDrawer'
import { SuspectList } from '../suspects/SuspectList'
import { PageFrame } from '../ui/PageFrame'

const TABS = ['suspects', 'sightings', 'ours'] as const
type Tab = (typeof TABS)[number]
type Dialog = 'note' | 'import' | 'source' | 'score'

export default function SuspectsPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const query = new URLSearchParams(useSearch())
  const tab: Tab = TABS.find((one) => one === query.get('tab')) ?? 'suspects'
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const open = (id: string | null) => {
    const next = new URLSearchParams(window.location.search)
    if (id === null) next.delete('suspect')
    else next.set('suspect', id)
    const text = next.toString()
    navigate(text ? `/suspects?${text}` : '/suspects')
  }
  const suspect = query.get('suspect')
  const close = () => setDialog(null)
  return (
    <PageFrame title={t('suspects.title')} lead={tab === 'ours' ? t('suspects.oursLead') : t('suspects.lead')} actions={<Actions tab={tab} onDialog={setDialog} />}>
      <Tabs
        activeKey={tab}
        onChange={(key) => navigate(key === 'suspects' ? '/suspects' : `/suspects?tab=${key}`)}
        items={TABS.map((key) => ({ key, label: <span data-testid={`tab-${key}`}>{t(`suspects.tab.${key}`)}</span> }))}
      />
      {tab === 'suspects' && <SuspectList onOpen={open} />}
      {tab === 'sightings' && <Sightings onOpen={(id) => navigate(`/suspects?suspect=${id}`)} />}
      {tab === 'ours' && <OursList />}
      {suspect && <SuspectDrawer key={suspect} id={suspect} onClose={() => open(null)} />}
      {dialog === 'score' && <ScoreDrawer onClose={close} />}
      {dialog === 'note' && <NoteDialog onClose={close} />}
      {dialog === 'import' && <ImportDialog onClose={close} />}
      {dialog === 'source' && <SourceDialog onClose={close} />}
    </PageFrame>
  )
}

/** What can be begun on a tab, by whom may. */
function Actions({ tab, onDialog }: { tab: Tab; onDialog: (dialog: Dialog) => void }): ReactNode {
  const { t } = useTranslation()
  const tells = useMay('tellSightings')
  const keeps = useMay('keepSources')
  if (tab === 'suspects') {
    return <Button icon={<QuestionCircleOutlined />} onClick={() => onDialog('score')} data-testid="how-scored">{t('suspects.how')}</Button>
  }
  if (tab === 'ours') return null
  return (
    <>
      {tells && <Button icon={<UploadOutlined />} onClick={() => onDialog('import')} data-testid="import-sightings">{t('suspects.import')}</Button>}
      {tells && <Button icon={<EditOutlined />} onClick={() => onDialog('note')} data-testid="note-sighting">{t('suspects.noteOne')}</Button>}
      {keeps && <Button type="primary" icon={<PlusOutlined />} onClick={() => onDialog('source')} data-testid="add-source">{t('suspects.addSource')}</Button>}
    </>
  )
}
