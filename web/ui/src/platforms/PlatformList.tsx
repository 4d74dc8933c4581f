// The list of other platforms; a row opens the platform. Where there is none yet: what they are for, and how one begins.
import { useMemo } from 'react'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePlatforms, type Platform } from '../api/platforms'
import { wordOr } from '../i18n'
import { age } from '../lib/format'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { usePhone } from '../lib/usePhone'
import { useServerNow } from '../live/context'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { Empty } from '../ui/Answer'
import { StandingChip } from './StandingChip'
import { standingOf, STANDINGS } from './words'

const FIRST_SORT = { key: 'state', descending: false }

export function PlatformList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const answer = usePlatforms()
  const columns = useColumns()
  if (answer.data?.items.length === 0) return <NoPlatforms />
  return (
    <DataTable<Platform>
      name="platforms"
      rows={answer.data?.items}
      cut={answer.data?.cut ?? false}
      error={answer.error}
      refresh={() => void answer.refetch()}
      columns={columns}
      rowKey={(platform) => platform.id}
      empty={{ title: t('platform.emptyTitle') }}
      firstSort={FIRST_SORT}
      onRow={(platform) => onOpen(platform.id)}
    />
  )
}

const MOST_SHOWN = 2

function Networks({ networks }: { networks: string[] }) {
  const { t } = useTranslation()
  const more = networks.length - MOST_SHOWN
  return (
    <span className="sb-stack">
      {networks.slice(0, MOST_SHOWN).map((one) => <code key={one}>{one}</code>)}
      {more > 0 && <span className="sb-fine">{t('platform.moreNetworks', { n: more })}</span>}
    </span>
  )
}

function NoPlatforms() {
  const { t } = useTranslation()
  const may = useMay('keepPlatforms')
  return (
    <section className="sb-card sb-platforms-none" data-testid="no-platforms">
      <Empty title={t('platform.emptyTitle')} hint={t('platform.emptyHint')} />
      <ol>
        <li>{may ? t('platform.firstStep') : t('platform.firstStepOthers')}</li>
        <li>{t('platform.secondStep')}</li>
        <li>{t('platform.thirdStep')}</li>
      </ol>
    </section>
  )
}

function useColumns(): Column<Platform>[] {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(5000)
  const phone = usePhone()
  return useMemo(() => {
    const since = (moment: string | null) => (moment ? t('platform.since', { time: clock.moment(moment, now) }) : t('platform.notUp'))
    const link = (key: 'main' | 'slave', of: (platform: Platform) => string | null): Column<Platform> => ({
      key, title: t(`platform.${key}`), text: (platform) => since(of(platform)), order: (platform) => Date.parse(of(platform) ?? '') || 0,
      render: (platform) => <span className={of(platform) ? '' : 'sb-muted'}>{since(of(platform))}</span>,
    })
    const problem = (platform: Platform) => (platform.problem ? wordOr(t, `platform.problem.${platform.problem}`, platform.problem) : '')
    return [
      { key: 'name', title: t('columns.name'), text: (platform) => platform.name, render: (platform) => <span className="sb-platform-name">{platform.name}</span> },
      {
        key: 'state', title: t('columns.state'), filter: true, text: (platform) => t(`platform.standing.${standingOf(platform)}`),
        order: (platform) => STANDINGS.indexOf(standingOf(platform)) - (platform.problem && !platform.disabled ? STANDINGS.length : 0),
        render: (platform) => <StandingChip platform={platform} />,
      },
      {
        key: 'problem', title: t('platform.problemTitle'), text: problem,
        render: (platform) => platform.problem && (
          <Tooltip title={wordOr(t, `platform.todo.${platform.problem}`, '')} mouseEnterDelay={0.4}>
            <span className="sb-platform-problem" data-testid="platform-problem">{problem(platform)}</span>
          </Tooltip>
        ),
      },
      link('main', (platform) => platform.main_since),
      link('slave', (platform) => platform.slave_since),
      {
        key: 'heard', title: t('columns.lastHeard'), text: (platform) => (platform.last_heard ? age(t, platform.last_heard, now) : t('devices.never')),
        order: (platform) => Date.parse(platform.last_heard ?? '') || 0,
      },
      { key: 'vehicles', title: t('platform.vehicles'), numeric: true, text: (platform) => String(platform.vehicles), order: (platform) => platform.vehicles },
      { key: 'edition', title: t('platform.edition'), filter: true, text: (platform) => String(platform.version) },
      {
        key: 'code', title: t('platform.codeAndUser'), text: (platform) => `${platform.access_code} ${platform.user_id}`, order: (platform) => platform.access_code,
        render: (platform) => <span className="sb-stack"><code>{platform.access_code}</code><code className="sb-muted">{platform.user_id}</code></span>,
      },
      {
        key: 'networks', title: t('platform.networks'), hiddenAtFirst: phone, text: (platform) => platform.networks.join(' '),
        render: (platform) => <Networks networks={platform.networks} />,
      },
    ] satisfies Column<Platform>[]
  }, [t, clock, now, phone])
}
