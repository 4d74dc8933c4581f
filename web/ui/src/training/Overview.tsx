// Who holds a valid training, by kind and organisation; and whose ends soon, with what they were reminded of.
import { useMemo } from 'react'
import { Progress, Table } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { AUDIENCES, useCoverage, useEndings, type Covered, type Ending } from '../api/training'
import { Empty, Failure, Waiting } from '../ui/Answer'

const percent = (one: { people: number; valid: number }) => (one.people === 0 ? 0 : Math.floor((100 * one.valid) / one.people))

export function Overview() {
  return (
    <>
      <Coverage />
      <EndingList />
    </>
  )
}

function Coverage() {
  const { t } = useTranslation()
  const answer = useCoverage()
  const sums = useMemo(() => AUDIENCES.map((kind) => sumOf(kind, answer.data ?? [])).filter((one) => one.people > 0), [answer.data])
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <Waiting rows={4} />
  return (
    <section className="sb-permit-card" data-testid="training-coverage">
      <h2>{t('training.coverage.title')}</h2>
      {sums.length === 0 && <Empty title={t('training.coverage.empty')} hint={t('training.coverage.emptyHint')} />}
      <ul className="sb-training-sums">
        {sums.map((one) => (
          <li key={one.kind}>
            <span>{t(`training.audience.${one.kind}`)}</span>
            <b>{percent(one)}%</b>
            <Progress percent={percent(one)} showInfo={false} size="small" aria-label={t(`training.audience.${one.kind}`)} />
            <span className="sb-fine">{t('training.coverage.whole', { valid: one.valid, people: one.people })}</span>
          </li>
        ))}
      </ul>
      {answer.data.length > 0 && (
        <Table<Covered>
          size="small" rowKey={(one) => `${one.organisation.id}-${one.kind}`} dataSource={answer.data} scroll={{ x: 'max-content' }} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { key: 'organisation', title: t('training.coverage.organisation'), render: (_, one) => one.organisation.name },
            { key: 'kind', title: t('training.coverage.kind'), render: (_, one) => t(`training.audience.${one.kind}`) },
            { key: 'people', title: t('training.coverage.people'), align: 'right', render: (_, one) => one.people },
            { key: 'valid', title: t('training.coverage.valid'), align: 'right', render: (_, one) => one.valid },
            { key: 'share', title: t('training.coverage.share'), align: 'right', render: (_, one) => <b className={one.valid < one.people ? 'sb-open' : ''}>{percent(one)}%</b>, sorter: (a, b) => percent(a) - percent(b) },
          ]}
        />
      )}
    </section>
  )
}

const sumOf = (kind: (typeof AUDIENCES)[number], all: Covered[]) => {
  const those = all.filter((one) => one.kind === kind)
  return { kind, people: those.reduce((sum, one) => sum + one.people, 0), valid: those.reduce((sum, one) => sum + one.valid, 0) }
}

const leftWords = (t: TFunction, days: number) => (days < 0 ? t('training.endings.over', { n: -days }) : days === 0 ? t('training.endings.today') : t('training.endings.left', { n: days }))

function EndingList() {
  const { t } = useTranslation()
  const answer = useEndings()
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <Waiting rows={4} />
  return (
    <section className="sb-permit-card" data-testid="training-endings">
      <h2>{t('training.endings.title')}</h2>
      {answer.data.length === 0 && <Empty title={t('training.endings.none')} hint={t('training.endings.noneHint')} />}
      {answer.data.length > 0 && (
        <Table<Ending>
          size="small" rowKey={(one) => one.person.id} dataSource={answer.data} scroll={{ x: 'max-content' }} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { key: 'person', title: t('training.endings.person'), render: (_, one) => one.person.name },
            { key: 'kind', title: t('training.coverage.kind'), render: (_, one) => t(`training.audience.${one.kind}`) },
            { key: 'organisation', title: t('training.coverage.organisation'), render: (_, one) => one.organisation_name },
            { key: 'until', title: t('training.endings.until'), render: (_, one) => one.valid_to },
            { key: 'left', title: t('training.endings.days'), render: (_, one) => <b className={one.days_left < 0 ? 'sb-open' : ''}>{leftWords(t, one.days_left)}</b> },
            { key: 'told', title: t('training.endings.told'), render: (_, one) => Object.entries(one.told).map(([days, day]) => <span key={days} className="sb-chip">{t('training.endings.toldAt', { days, day })}</span>) },
          ]}
        />
      )}
    </section>
  )
}
