// Training: who is trained and whose certificate ends, the sessions and plans, the certificates, the courses.
import { useState } from 'react'
import { Button, Segmented } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useClock } from '../lib/useClock'
import { useMay } from '../lib/may'
import { QuestionDialog } from '../training/exam/QuestionDialog'
import { Questions } from '../training/exam/Questions'
import { QuestionSheet } from '../training/exam/QuestionSheet'
import { NewCourse, NewPlan, NewSession } from '../training/Dialogs'
import { Certificates, Courses, Sessions } from '../training/Lists'
import { Overview } from '../training/Overview'
import { ExportButton } from '../ui/ExportButton'
import { PageFrame } from '../ui/PageFrame'

const VIEWS = ['now', 'sessions', 'certificates', 'courses', 'questions'] as const
type View = (typeof VIEWS)[number]
const PANELS: Record<View, () => React.ReactNode> = { now: () => <Overview />, sessions: () => <Sessions />, certificates: () => <Certificates />, courses: () => <Courses />, questions: () => <Questions /> }
type New = 'session' | 'plan' | 'course' | 'question' | 'sheet'

export default function TrainingPage() {
  const { t } = useTranslation()
  const clock = useClock()
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch()).get('view')
  const maySeeQuestions = useMay('seeQuestions')
  const views = VIEWS.filter((one) => one !== 'questions' || maySeeQuestions)
  const view = views.find((one) => one === asked) ?? 'now'
  const [making, setMaking] = useState<New | null>(null)
  const [year] = useState(() => Number(clock.date(new Date().toISOString()).slice(0, 4)))
  const mayOrganise = useMay('organiseTraining')
  const mayLayDown = useMay('layDownTraining')
  const close = () => setMaking(null)
  return (
    <PageFrame
      title={t('training.title')} lead={t('training.lead')}
      actions={
        <>
          {view === 'now' && <ExportButton list="/training/coverage" />}
          {view === 'courses' && mayLayDown && <Button icon={<PlusOutlined />} onClick={() => setMaking('course')} data-testid="new-course">{t('training.courses.add')}</Button>}
          {view === 'questions' && mayLayDown && <Button onClick={() => setMaking('sheet')} data-testid="import-questions">{t('training.exam.bank.import')}</Button>}
          {view === 'questions' && mayLayDown && <Button icon={<PlusOutlined />} onClick={() => setMaking('question')} data-testid="new-question">{t('training.exam.bank.add')}</Button>}
          {view === 'sessions' && mayOrganise && <Button onClick={() => setMaking('plan')} data-testid="new-plan">{t('training.plans.add')}</Button>}
          {mayOrganise && <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking('session')} data-testid="new-session">{t('training.sessions.add')}</Button>}
        </>
      }
    >
      <Segmented<View> value={view} onChange={(next) => navigate(next === 'now' ? '/training' : `/training?view=${next}`)} options={views.map((value) => ({ value, label: t(`training.view.${value}`) }))} className="sb-training-views" data-testid="training-view" />
      {PANELS[view]()}
      {making === 'session' && <NewSession onClose={close} onMade={(id) => navigate(`/training/sessions/${id}`)} />}
      {making === 'plan' && <NewPlan onClose={close} year={year} />}
      {making === 'course' && <NewCourse onClose={close} />}
      {making === 'question' && <QuestionDialog onClose={close} />}
      {making === 'sheet' && <QuestionSheet onClose={close} />}
    </PageFrame>
  )
}
