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
  const seconds = useCountdown(connection.state === 'waiting' ? connection.retryAt : null)
  return (
    <div className="sb-connection" data-state={connection.state} data-testid="connection" role="status">
      <span className="sb-connection-dot" aria-hidden />
      <span>{connection.state === 'waiting' ? t('live.waiting', { seconds }) : t(`live.${connection.state}`)}</span>
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
  const { behind, behindS } = useLiveSummary()
  if (!behind) return null
  return <Alert className="sb-banner" type="warning" showIcon title={t('live.behind', { age: duration(t, behindS) })} data-testid="behind-banner" />
}

function useCountdown(until: number | null): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (until === null) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [until])
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000))
}
