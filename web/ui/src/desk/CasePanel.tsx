// One case: what was found, how long there is, what may be done; evidence, numbers, files and history below.
import { lazy, Suspense } from 'react'
import { Button, Tooltip } from 'antd'
import { ArrowLeftOutlined, EnvironmentOutlined, FilePdfOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { addressOf } from '../api/client'
import { useCase, type CaseDetail } from '../api/desk'
import { useRules } from '../api/queries'
import { wordOr } from '../i18n'
import { exceeds, quantity } from '../lib/format'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { useServerNow } from '../live/context'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Plate } from '../ui/Plate'
import { Actions } from './Actions'
import { Files } from './Files'
import { FirstLine } from './FirstLine'
import { History } from './History'
import { Numbers } from './Numbers'
import { dueWords } from './words'

const SpeedChart = lazy(() => import('../panels/SpeedChart'))

export function CasePanel({ id, onBack }: { id: string; onBack: () => void }) {
  const { t } = useTranslation()
  const answer = useCase(id)
  const one = answer.data
  if (!one) {
    return (
      <section className="sb-desk-case" data-testid="case-panel">
        {answer.isError ? <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('desk.list.noMatch')} /> : <Waiting rows={10} />}
      </section>
    )
  }
  return (
    <section className="sb-desk-case" data-testid="case-panel" data-case={one.id} data-version={one.version} aria-label={one.plate}>
      <Head one={one} onBack={onBack} />
      <div className="sb-desk-case-body">
        <FirstLine key={`${one.id}-${one.version}`} one={one} />
        <Evidence one={one} />
        <Numbers key={one.id} one={one} />
        <Files one={one} />
        <History events={one.events} />
      </div>
    </section>
  )
}

function Head({ one, onBack }: { one: CaseDetail; onBack: () => void }) {
  const { t, i18n } = useTranslation()
  const phone = usePhone()
  const [, navigate] = useLocation()
  const now = useServerNow(1000)
  const rule = useRules().data?.find((each) => each.id === one.rule)
  const due = dueWords(t, one, now)
  const finding = one.case_findings[0]
  return (
    <header className="sb-desk-case-head">
      {phone && <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('common.close')} onClick={onBack} data-testid="case-back" />}
      <div className="sb-desk-case-title">
        <h2>
          <span className="sb-severity" data-severity={one.severity}>{one.severity}</span> <Plate plate={one.plate} /> {rule?.title[i18n.language === 'en' ? 'en' : 'zh'] ?? one.rule}
        </h2>
        <p className="sb-inline">
          <span className="sb-chip" data-tone={one.state === 'open' ? 'bad' : one.state === 'closed' ? 'good' : 'quiet'} data-testid="case-panel-state">{t(`desk.state.${one.state}`)}</span>
          {due && <span className="sb-case-due" data-overdue={one.overdue}>{due}</span>}
          <span className="sb-muted">{wordOr(t, `desk.level.${Math.min(one.level, 3)}`, String(one.level))}</span>
          <span className="sb-muted">{one.assigned ? one.assigned.name : t('desk.nobody')}</span>
          {one.taken_over && <span className="sb-chip">{t('desk.takenOver')}</span>}
          {one.sampled && one.state === 'handled' && <span className="sb-chip" data-tone="bad">{t('desk.sampled')}</span>}
        </p>
      </div>
      <div className="sb-actions sb-desk-links">
        {finding && (
          <Tooltip title={t('desk.onMap')}>
            <Button icon={<EnvironmentOutlined />} aria-label={t('desk.onMap')} onClick={() => navigate(`/map?finding=${finding.id}`)} data-testid="case-map" />
          </Tooltip>
        )}
        <Tooltip title={t('desk.file')}>
          <Button icon={<FilePdfOutlined />} aria-label={t('desk.file')} href={addressOf(`/desk/cases/${one.id}/file.pdf`)} data-testid="case-pdf" />
        </Tooltip>
      </div>
      <Actions one={one} />
    </header>
  )
}

function Evidence({ one }: { one: CaseDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  const finding = one.case_findings[0]
  const rule = useRules().data?.find((each) => each.id === one.rule)
  const office = t(`desk.office.${one.decided_by}`)
  return (
    <>
      <section className="sb-block">
        <h3>{t('desk.evidence')}</h3>
        {finding && finding.measured !== null && (
          <p className="sb-desk-measured">
            <strong>{quantity(t, finding.measured, finding.unit, finding.allowed)}</strong>
            {finding.allowed !== null && <span className="sb-muted"> / {t('finding.allowed')} {quantity(t, finding.allowed, finding.unit)}</span>}
          </p>
        )}
        <Facts
          facts={[
            [t('finding.place'), finding?.place?.name],
            [t('finding.line'), one.line_name],
            [t('bus.operator'), one.operator],
            [t('finding.permit'), finding ? (finding.permit_number ?? t('finding.noPermit')) : null],
            [t('finding.article'), t('findings.regulation', { article: one.article })],
            [t('columns.status'), one.decision ? t(`desk.decision.${one.decision}` as 'desk.decision.offence') : `${t('desk.suspected')} · ${t('desk.decidedBy', { office })}`],
          ]}
        />
        {rule && <details className="sb-versions"><summary>{t('desk.articleText')}</summary><blockquote className="sb-law" lang="zh-CN">{rule.article_text.zh}</blockquote></details>}
      </section>
      <section className="sb-block">
        <h3>{t('desk.chart')}</h3>
        {one.chart.length > 1 ? <Suspense fallback={<Waiting rows={3} />}><SpeedChart points={one.chart} /></Suspense> : <p className="sb-muted">{t('desk.noChart')}</p>}
      </section>
      {one.case_findings.length > 1 && (
        <section className="sb-block">
          <h3>{t('desk.repeats')} · {t('desk.times', { count: one.findings })}</h3>
          <ol className="sb-desk-repeats">
            {one.case_findings.map((each) => (
              <li key={each.id}>
                <time dateTime={each.began}>{`${clock.date(each.began)} ${clock.seconds(each.began)}`}</time>
                <span>{exceeds(t, each)}</span>
                <span className="sb-muted">{each.place?.name ?? each.line_name}</span>
                {each.ended === null && <span className="sb-open">{t('findings.open')}</span>}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
