// The permit desk: applications by what is due first; a row opens the file; /permits/new begins one.
import { Button } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useSession } from '../api/queries'
import { useMay } from '../lib/may'
import { askOf, readList, writeList, type ListAddress } from '../permits/address'
import { NewApplication } from '../permits/NewApplication'
import { SummaryStrip } from '../permits/SummaryStrip'
import { WorkList } from '../permits/WorkList'
import { ExportButton } from '../ui/ExportButton'
import { PageFrame } from '../ui/PageFrame'

export default function PermitsPage() {
  const { t } = useTranslation()
  const [path, navigate] = useLocation()
  const search = useSearch()
  const role = useSession().data?.role
  const mayBegin = useMay('beginApplication')
  const address = readList(search)
  const change = (part: Partial<ListAddress>) => navigate(`/permits${writeList({ ...readList(window.location.search), ...part })}`, { replace: true })
  return (
    <PageFrame
      title={t('permits.title')} lead={t('permits.lead')}
      actions={<><ExportButton list="/applications" query={askOf(address, role)} />{mayBegin && <Button type="primary" icon={<PlusOutlined />} onClick={() => navigate('/permits/new')} data-testid="new-permit">{t('permits.new')}</Button>}</>}
    >
      <SummaryStrip change={change} />
      <WorkList address={address} role={role} mayBegin={mayBegin} change={change} onOpen={(id) => navigate(`/permits/${id}`)} />
      {path === '/permits/new' && mayBegin && <NewApplication onClose={() => navigate('/permits')} onBegun={(id) => navigate(`/permits/${id}`, { replace: true })} />}
    </PageFrame>
  )
}
