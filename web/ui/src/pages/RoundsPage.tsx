// Rounds: files that are worked on together; a row opens one, /rounds/new makes one.
import { Button } from 'antd'
import { CalendarOutlined, PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useMay } from '../lib/may'
import { NewRound } from '../rounds/RoundDialog'
import { RoundList } from '../rounds/RoundList'
import { ExportButton } from '../ui/ExportButton'
import { PageFrame } from '../ui/PageFrame'

export default function RoundsPage() {
  const { t } = useTranslation()
  const [path, navigate] = useLocation()
  const mayKeep = useMay('keepRounds')
  return (
    <PageFrame
      title={t('rounds.title')} lead={t('rounds.lead')}
      actions={
        <>
          <ExportButton list="/rounds" />
          <Button icon={<CalendarOutlined />} onClick={() => navigate('/rounds/calendar')} data-testid="rounds-calendar">{t('rounds.calendar')}</Button>
          {mayKeep && <Button type="primary" icon={<PlusOutlined />} onClick={() => navigate('/rounds/new')} data-testid="new-round">{t('rounds.new')}</Button>}
        </>
      }
    >
      <RoundList onOpen={(id) => navigate(`/rounds/${id}`)} />
      {path === '/rounds/new' && mayKeep && <NewRound onClose={() => navigate('/rounds')} onMade={(id) => navigate(`/rounds/${id}`, { replace: true })} />}
    </PageFrame>
  )
}
