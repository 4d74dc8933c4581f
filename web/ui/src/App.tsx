// Who is there decides what is shown: the login, or the shell with the page of the address.
import { Component, lazy, Suspense, useEffect, type ReactNode } from 'react'
import { App as AntApp, Button, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Redirect, Route, Switch } from 'wouter'
import { SESSION_KEY, useSession } from './api/queries'
import { suggestLanguage } from './i18n'
import { LiveProvider, useConnection } from './live/context'
import LoginPage from './pages/LoginPage'
import { NewPassword } from './shell/NewPassword'
import { Shell } from './shell/Shell'
import { antdTheme } from './theme/antd'
import { useMode } from './theme/mode'
import { Empty, Failure, Waiting } from './ui/Answer'

const MapPage = lazy(() => import('./pages/MapPage'))
const DeskPage = lazy(() => import('./pages/DeskPage'))
const FindingsPage = lazy(() => import('./pages/FindingsPage'))
const BusesPage = lazy(() => import('./pages/BusesPage'))
const RunsPage = lazy(() => import('./pages/RunsPage'))
const SchoolCalendarPage = lazy(() => import('./pages/SchoolCalendarPage'))
const PlacesPage = lazy(() => import('./pages/PlacesPage'))
const DevicesPage = lazy(() => import('./pages/DevicesPage'))
const PlaybackPage = lazy(() => import('./pages/PlaybackPage'))
const SealsPage = lazy(() => import('./pages/SealsPage'))
const HazardsPage = lazy(() => import('./pages/HazardsPage'))
const AnswerPage = lazy(() => import('./pages/AnswerPage'))
const PermitsPage = lazy(() => import('./pages/PermitsPage'))
const LineEditPage = lazy(() => import('./pages/LineEditPage'))
const PermitFilePage = lazy(() => import('./pages/PermitFilePage'))
const AdminPage = lazy(() => import('./pages/AdminPage'))
const ImportsPage = lazy(() => import('./pages/ImportsPage'))
const LettersPage = lazy(() => import('./pages/LettersPage'))
const RoundsPage = lazy(() => import('./pages/RoundsPage'))
const RoundPage = lazy(() => import('./pages/RoundPage'))
const RoundCalendarPage = lazy(() => import('./pages/RoundCalendarPage'))
const RegistersPage = lazy(() => import('./pages/RegistersPage'))
const RegisterFilePage = lazy(() => import('./pages/RegisterFilePage'))
const TomorrowPage = lazy(() => import('./pages/TomorrowPage'))
const TrainingPage = lazy(() => import('./pages/TrainingPage'))
const TrainingSessionPage = lazy(() => import('./pages/TrainingSessionPage'))
const AttendPage = lazy(() => import('./pages/AttendPage'))
const ExamPage = lazy(() => import('./pages/ExamPage'))
const CertificatePage = lazy(() => import('./pages/CertificatePage'))
const GrantedPage = lazy(() => import('./pages/GrantedPage'))
const GrantedFilePage = lazy(() => import('./pages/GrantedFilePage'))
const DangerPage = lazy(() => import('./pages/DangerPage'))
const SuspectsPage = lazy(() => import('./pages/SuspectsPage'))
const QualityPage = lazy(() => import('./pages/QualityPage'))
const RulesPage = lazy(() => import('./pages/RulesPage'))
const ReportsPage = lazy(() => import('./pages/ReportsPage'))
const ReportPage = lazy(() => import('./pages/ReportPage'))
const VerifyPage = lazy(() => import('./pages/VerifyPage'))
const PublishedPage = lazy(() => import('./pages/PublishedPage'))
const FiguresPage = lazy(() => import('./pages/FiguresPage'))

export function App() {
  const { mode } = useMode()
  const { i18n } = useTranslation()
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} theme={antdTheme(mode)} locale={i18n.language === 'en' ? enUS : zhCN}>
      <AntApp className="sb-app">
        <Guard>
          <Entrance />
        </Guard>
      </AntApp>
    </ConfigProvider>
  )
}

/** What anybody may open comes before the question who is there. */
function Entrance() {
  return (
    <Suspense fallback={<Waiting rows={8} />}>
      <Switch>
        <Route path="/report/:number?"><ReportPage /></Route>
        <Route path="/verify/:code">{({ code }) => <VerifyPage key={code} code={code} />}</Route>
        <Route path="/published/*?"><PublishedPage /></Route>
        <Route path="/answer/:token">{({ token }) => <AnswerPage token={token} />}</Route>
        <Route path="/attend/:token">{({ token }) => <AttendPage key={token} token={token} />}</Route>
        <Route path="/exam/:token">{({ token }) => <ExamPage key={token} token={token} />}</Route>
        <Route path="/certificate/:number">{({ number }) => <CertificatePage key={number} number={number} />}</Route>
        <Route><Gate /></Route>
      </Switch>
    </Suspense>
  )
}

function Gate() {
  const session = useSession()
  const account = session.data
  useEffect(() => {
    if (account) suggestLanguage(account.locale)
    else void import('./pages/MapPage') // fetched while the name is typed
  }, [account])
  if (session.isPending) return <Waiting rows={3} />
  if (session.isError) return <Failure error={session.error} retry={() => void session.refetch()} />
  if (!account) return <LoginPage />
  if (account.password_once) return <NewPassword account={account} />
  return (
    <LiveProvider key={account.id}>
      <LoggedOutWatch />
      <Shell account={account}>
        <Suspense fallback={<Waiting rows={8} />}>
          <Switch>
            <Route path="/map" component={MapPage} />
            <Route path="/desk" component={DeskPage} />
            <Route path="/findings" component={FindingsPage} />
            <Route path="/buses" component={BusesPage} />
            <Route path="/runs" component={RunsPage} />
            <Route path="/school-calendar" component={SchoolCalendarPage} />
            <Route path="/places" component={PlacesPage} />
            <Route path="/devices" component={DevicesPage} />
            <Route path="/playback" component={PlaybackPage} />
            <Route path="/seals" component={SealsPage} />
            <Route path="/hazards" component={HazardsPage} />
            <Route path="/permits" component={PermitsPage} />
            <Route path="/permits/new" component={PermitsPage} />
            <Route path="/permits/:id/line">{({ id }) => <LineEditPage application={id} />}</Route>
            <Route path="/permits/:id">{({ id }) => <PermitFilePage key={id} id={id} />}</Route>
            <Route path="/admin" component={AdminPage} />
            <Route path="/imports" component={ImportsPage} />
            <Route path="/letters" component={LettersPage} />
            <Route path="/rounds" component={RoundsPage} />
            <Route path="/rounds/new" component={RoundsPage} />
            <Route path="/rounds/calendar" component={RoundCalendarPage} />
            <Route path="/rounds/:id">{({ id }) => <RoundPage key={id} id={id} />}</Route>
            <Route path="/registers" component={RegistersPage} />
            <Route path="/registers/tomorrow" component={TomorrowPage} />
            <Route path="/registers/:kind/:id">{({ kind, id }) => <RegisterFilePage key={`${kind}/${id}`} kind={kind} id={id} />}</Route>
            <Route path="/training" component={TrainingPage} />
            <Route path="/training/sessions/:id">{({ id }) => <TrainingSessionPage key={id} id={id} />}</Route>
            <Route path="/granted" component={GrantedPage} />
            <Route path="/granted/:id">{({ id }) => <GrantedFilePage key={id} id={id} />}</Route>
            <Route path="/danger" component={DangerPage} />
            <Route path="/suspects" component={SuspectsPage} />
            <Route path="/quality" component={QualityPage} />
            <Route path="/rules" component={RulesPage} />
            <Route path="/reports" component={ReportsPage} />
            <Route path="/figures" component={FiguresPage} />
            <Route path="/"><Redirect to="/map" replace /></Route>
            <Route><NotFound /></Route>
          </Switch>
        </Suspense>
      </Shell>
    </LiveProvider>
  )
}

/** The server closed the live feed because the login ended: to the login, the address stays. */
function LoggedOutWatch() {
  const connection = useConnection()
  const queries = useQueryClient()
  useEffect(() => {
    if (connection.state === 'logged_out') queries.setQueryData(SESSION_KEY, null)
  }, [connection.state, queries])
  return null
}

function NotFound() {
  const { t } = useTranslation()
  return <Empty title={t('error.notFound')} action={<Link href="/map">{t('error.home')}</Link>} />
}

/** What broke is said, with the way on; nothing is lost, since the address is the state. */
class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError() {
    return { broken: true }
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const { t } = useTranslation()
  return <Empty title={t('error.broken')} action={<Button onClick={() => location.reload()}>{t('error.reload')}</Button>} />
}
