// One other platform: what is wrong and what to do, how its links stand, what was agreed with it, what the other side enters.
import { useState } from 'react'
import { Alert, App, Button, Drawer, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChangePlatform, useNewPassword, usePlatform, type Platform } from '../api/platforms'
import { wordOr } from '../i18n'
import { age } from '../lib/format'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'
import { Refused } from '../ui/Refused'
import { EditDialog } from './dialogs/EditDialog'
import { Handover } from './Handover'
import { StandingChip } from './StandingChip'
import { standingOf } from './words'

const WIDTH_PX = 560

export function PlatformDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const answer = usePlatform(id)
  const title = answer.data && (
    <h2 className="sb-inline">
      {answer.data.name}
      <StandingChip platform={answer.data} />
    </h2>
  )
  return (
    <Drawer open onClose={onClose} title={title} size={WIDTH_PX} rootClassName="sb-drawer" aria-label={t('platform.title')}>
      {answer.data && (
        <div className="sb-drawer-body" data-testid="platform-drawer">
          <About platform={answer.data} />
          <SetUp platform={answer.data} />
        </div>
      )}
      {answer.isPending && <Waiting rows={10} />}
      {answer.isError && !answer.data && <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('platform.gone')} />}
    </Drawer>
  )
}

function About({ platform }: { platform: Platform }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(5000)
  const may = useMay('keepPlatforms')
  const [editing, setEditing] = useState(false)
  const told = (moment: string | null, never: string) =>
    moment ? `${clock.date(moment)} ${clock.seconds(moment)} · ${age(t, moment, now)}` : never
  const link = (since: string | null) => (since ? t('platform.since', { time: told(since, '') }) : t('platform.notUp'))
  return (
    <section className="sb-block">
      <Problem platform={platform} />
      <Facts
        facts={[
          [t('columns.state'), t(`platform.standingMeaning.${standingOf(platform)}`)],
          [t('platform.main'), link(platform.main_since)],
          [t('platform.slave'), link(platform.slave_since)],
          [t('columns.lastHeard'), told(platform.last_heard, t('devices.never'))],
          [t('platform.vehicles'), t('platform.vehiclesCount', { n: platform.vehicles })],
          [t('platform.edition'), t('platform.editionOf', { year: platform.version })],
          [t('platform.networks'), <span key="n" className="sb-spread">{platform.networks.map((one) => <code key={one}>{one}</code>)}</span>],
          [t('howto.encryption'), platform.encrypted ? t('platform.encrypted') : t('platform.clear')],
          [t('devices.registered'), `${clock.date(platform.created_at)} ${clock.time(platform.created_at)}`],
        ]}
      />
      {may && (
        <div className="sb-actions">
          <Button size="small" onClick={() => setEditing(true)} data-testid="platform-edit">{t('devices.edit')}</Button>
          <Disable platform={platform} />
        </div>
      )}
      {editing && <EditDialog platform={platform} onClose={() => setEditing(false)} />}
    </section>
  )
}

/** A platform that is disabled is refused on purpose: that is no problem to be solved. */
function Problem({ platform }: { platform: Platform }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(5000)
  const { problem, problem_at: at, disabled } = platform
  if (!problem || disabled) return null
  return (
    <Alert
      type="warning" showIcon data-testid="platform-trouble" title={wordOr(t, `platform.problem.${problem}`, problem)}
      description={
        <>
          <p>{wordOr(t, `platform.todo.${problem}`, '')}</p>
          {at && <p className="sb-fine">{t('platform.problemAt', { time: clock.moment(at, now), age: age(t, at, now) })}</p>}
        </>
      }
    />
  )
}

function SetUp({ platform }: { platform: Platform }) {
  const { t } = useTranslation()
  const may = useMay('keepPlatforms')
  const renew = useNewPassword(platform.id)
  return (
    <section className="sb-block">
      <header className="sb-block-head">
        <h3>{t('platform.handover')}</h3>
        {may && (
          <Popconfirm
            classNames={{ root: 'sb-ask' }} title={t('platform.passwordAsk')} okText={t('platform.newPassword')} cancelText={t('devices.cancel')} okButtonProps={{ danger: true, 'data-testid': 'password-confirm' }}
            placement="bottomRight" onConfirm={() => renew.mutate(undefined)}
          >
            <Button size="small" loading={renew.isPending} data-testid="new-password">{t('platform.newPassword')}</Button>
          </Popconfirm>
        )}
      </header>
      <Refused error={renew.error} />
      <Handover platform={platform} password={renew.data?.password ?? null} />
    </section>
  )
}

/** Shut out with a question; let in again without one, since that is undone as easily. */
function Disable({ platform }: { platform: Platform }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const change = useChangePlatform(platform.id)
  const set = (disabled: boolean) => change.mutate({ disabled }, { onError: (error) => void message.error(error.message) })
  if (platform.disabled) {
    return <Button size="small" type="primary" loading={change.isPending} onClick={() => set(false)} data-testid="platform-enable">{t('devices.enable')}</Button>
  }
  return (
    <Popconfirm
      classNames={{ root: 'sb-ask' }} title={t('platform.disableAsk')} okText={t('devices.disable')} cancelText={t('devices.cancel')} okButtonProps={{ danger: true, 'data-testid': 'disable-confirm' }}
      onConfirm={() => set(true)}
    >
      <Button size="small" danger loading={change.isPending} data-testid="platform-disable">{t('devices.disable')}</Button>
    </Popconfirm>
  )
}
