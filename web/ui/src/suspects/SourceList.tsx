// Who tells of plates: cameras and gates with how much they told, a new token, shut out or let in.
import { useState } from 'react'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNewToken, useShutSource, useSources, type Source, type SourceMade } from '../api/suspects'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'
import { TokenDialog } from './dialogs/TokenDialog'

export function SourceList() {
  const { t } = useTranslation()
  const answer = useSources()
  const sources = answer.data
  return (
    <section className="sb-desk-card" data-testid="sources" data-wide>
      <h2>{t('suspects.sources')}</h2>
      {answer.isPending && <Waiting rows={4} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {sources && <p className="sb-muted">{t('suspects.sourcesHint', { days: sources.retention_days })}</p>}
      {sources?.items.length === 0 && sources.others.length === 0 && <Empty title={t('suspects.noSources')} hint={t('suspects.noSourcesHint')} />}
      {sources && (sources.items.length > 0 || sources.others.length > 0) && (
        <div className="sb-suspect-scroll">
          <table className="sb-desk-table">
            <thead>
              <tr>
                <th scope="col">{t('suspects.sourceName')}</th><th scope="col">{t('suspects.sourceKind')}</th><th scope="col">{t('suspects.standsAt')}</th>
                <th scope="col">{t('suspects.today')}</th><th scope="col">{t('suspects.week')}</th><th scope="col">{t('suspects.lastHeard')}</th><th scope="col" aria-label={t('suspects.token')} />
              </tr>
            </thead>
            <tbody>
              {sources.items.map((one) => <Row key={one.id} source={one} />)}
              {sources.others.map((one) => (
                <tr key={one.source}>
                  <td className="sb-muted">{t('suspects.others')}</td><td colSpan={2}>{t(`suspects.told.${one.source}`)}</td><td>{one.today}</td><td colSpan={3}>{one.week}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ source }: { source: Source }) {
  const { t } = useTranslation()
  const clock = useClock()
  const may = useMay('keepSources')
  const [made, setMade] = useState<SourceMade | null>(null)
  const token = useNewToken()
  const shut = useShutSource()
  return (
    <tr data-testid="source">
      <td>{source.name} {source.disabled && <span className="sb-chip" data-tone="bad">{t('suspects.shutState')}</span>}</td>
      <td>{t(`suspects.told.${source.kind}`)}</td>
      <td>{source.school}</td>
      <td>{source.today}</td>
      <td>{source.week}</td>
      <td className="sb-suspect-time">{source.last_heard ? `${clock.date(source.last_heard)} ${clock.time(source.last_heard)}` : t('suspects.never')}</td>
      <td>
        {may && (
          <span className="sb-actions">
            <Popconfirm title={t('suspects.newTokenSure')} onConfirm={() => token.mutate(source.id, { onSuccess: setMade })}>
              <Button size="small" loading={token.isPending}>{t('suspects.newToken')}</Button>
            </Popconfirm>
            <Button size="small" loading={shut.isPending} onClick={() => shut.mutate({ id: source.id, disabled: !source.disabled })}>{source.disabled ? t('suspects.openAgain') : t('suspects.shut')}</Button>
          </span>
        )}
        <Refused error={token.error ?? shut.error} />
        {made && <TokenDialog made={made} onClose={() => setMade(null)} />}
      </td>
    </tr>
  )
}
