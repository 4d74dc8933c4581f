// How we stand with the server: live, connecting or waiting to try again; and a banner while our own processing is behind.
import { useEffect, useState } from 'react'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { duration } from '../lib/format'
import { useConnection, useLiveSocket, useLiveSummary } from '../live/context'

export function Connection() {
  const { t } = useTranslation()
  const connection = useConnection()
  const socket = useLiveSocket()
  return (
    <div className="sb-connection" data-state={connection.state} data-testid="connection" role="status">
      <span className="sb-connection-dot" aria-hidden />
      <span>{connection.state === 'waiting' ? <Countdown key={connection.retryAt} until={connection.retryAt} /> : t(`live.${connection.state}`)}</span>
      {connection.state === 'waiting' && (
        <button type="button" className="sb-link" onClick={socket.retryNow}>
          {t('live.retry')}
        </button>
      )}
    </div>
  )
}

export function BehindBanner() {
  const { t } = useTranslation()
  const behind = useLiveSummary((live) => live.behind)
  const behindS = useLiveSummary((live) => (live.behind ? live.behindS : 0))
  if (!behind) return null
  return <Alert className="sb-banner" type="warning" showIcon title={t('live.behind', { age: duration(t, behindS) })} data-testid="behind-banner" />
}

function Countdown({ until }: { until: number }) {
  const { t } = useTranslation()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  return t('live.waiting', { seconds: Math.max(0, Math.ceil((until - now) / 1000)) })
}
