// What a terminal is told and asked, and what it answered.
import { useState } from 'react'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand, useCommands } from '../api/devices'
import type { Command, CommandKind, Device } from '../api/deviceTypes'
import { useMay } from '../lib/may'
import { useClock } from '../lib/useClock'
import { Failure, Waiting } from '../ui/Answer'
import { CommandDialog } from './dialogs/CommandDialog'
import { contentOf } from './words'

const KINDS: readonly CommandKind[] = ['text', 'locate', 'snapshot', 'interval', 'confirm_alarm']

export function Commands({ device, plate }: { device: Device; plate: string | null }) {
  const { t } = useTranslation()
  const may = useMay('command')
  const answer = useCommands(device.id)
  return (
    <section className="sb-block">
      <h3>{t('command.title')}</h3>
      {may && !device.disabled && <Buttons device={device.id} plate={plate} />}
      {answer.isPending && <Waiting rows={3} />}
      {answer.isError && !answer.data && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data?.length === 0 && <p className="sb-muted">{t('command.none')}</p>}
      <ol className="sb-commands" data-testid="commands">
        {answer.data?.map((one) => <Told key={one.id} command={one} />)}
      </ol>
    </section>
  )
}

function Buttons({ device, plate }: { device: string; plate: string | null }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [kind, setKind] = useState<Exclude<CommandKind, 'locate'> | null>(null)
  const give = useCommand(device)
  const locate = () => give.mutate({ kind: 'locate' }, { onError: (error) => void message.error(error.message) })
  return (
    <div className="sb-actions">
      {KINDS.map((each) => (
        <Button
          key={each} size="small" type={each === 'text' ? 'primary' : 'default'} loading={each === 'locate' && give.isPending}
          onClick={() => (each === 'locate' ? locate() : setKind(each))} data-testid={`command-${each}`}
        >
          {t(`command.${each}`)}
        </Button>
      ))}
      {kind && <CommandDialog device={device} plate={plate} kind={kind} onClose={() => setKind(null)} />}
    </div>
  )
}

const TONES: Partial<Record<Command['state'], string>> = { done: 'good', failed: 'bad', wrong: 'bad', unsupported: 'bad' }

function Told({ command }: { command: Command }) {
  const { t } = useTranslation()
  const clock = useClock()
  const content = contentOf(t, command)
  return (
    <li>
      <span className="sb-commands-head">
        <span className="sb-strong">{t(`command.${command.kind}`)}</span>
        <span className="sb-chip" data-tone={TONES[command.state] ?? 'quiet'} data-testid="command-state">{t(`command.state.${command.state}`)}</span>
      </span>
      {content && <span className="sb-commands-what">{content}</span>}
      <span className="sb-fine">{t('command.by', { name: command.by, time: `${clock.date(command.created_at)} ${clock.seconds(command.created_at)}` })}</span>
    </li>
  )
}
