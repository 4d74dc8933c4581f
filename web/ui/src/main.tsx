// Puts the page together: language, theme, API cache, application.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ApiError } from './api/client'
import { SESSION_KEY } from './api/queries'
import { App } from './App'
import { startI18n } from './i18n'
import { ModeProvider } from './theme/mode'
import './styles/page.css'
import './styles/shell.css'
import './styles/map.css'
import './styles/panels.css'
import './styles/lists.css'
import './styles/quality.css'
import './styles/devices.css'
import './styles/rulebook.css'
import './styles/places.css'
import './styles/desk.css'
import './styles/playback.css'
import './styles/seals.css'
import './styles/hazards.css'
import './styles/danger.css'
import './styles/suspects.css'
import './styles/reports.css'
import './styles/figures.css'
import './styles/permits.css'
import './styles/lines.css'
import './styles/admin.css'
import './styles/label.css'
import './styles/rounds.css'
import './styles/registers.css'
import './styles/runs.css'
import './styles/training.css'
import './styles/exam.css'

/** A login that ended elsewhere shows the login page, whichever question found it out. */
const loggedOut = (error: Error) => {
  if (error instanceof ApiError && error.status === 401 && error.code !== 'bad_credentials') queries.setQueryData(SESSION_KEY, null)
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: loggedOut }),
  mutationCache: new MutationCache({ onError: loggedOut }),
  // the service may stand in a house without Internet: what the browser thinks of the network holds nothing back, and whatever
  // does not reach the service fails in words
  defaultOptions: {
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: false,
    },
  },
})

startI18n()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <ModeProvider>
        <App />
      </ModeProvider>
    </QueryClientProvider>
  </StrictMode>,
)
