// How a device is pointed here: what to type into it, each to be copied.
import { useTranslation } from 'react-i18next'
import { useDoors } from '../api/devices'
import type { Protocol } from '../api/deviceTypes'
import { ToType } from '../ui/ToType'
import { howTo, UNTOLD } from './howto'

interface Props {
  protocol: Protocol
  id: string
  /** Null where nobody is told it any more. */
  secret: string | null
}

export function HowTo({ protocol, id, secret }: Props) {
  const { t } = useTranslation()
  const door = useDoors().data?.find((one) => one.protocol === protocol)
  if (!door) return null
  const { settings, notes } = howTo(door, id, secret, location.hostname)
  return (
    <div className="sb-howto" data-testid="howto" data-secret={secret !== null}>
      <ToType items={settings.map(({ key, value }) => ({ label: t(`howto.${key}`), value, kind: kindOf(value, secret) }))} once={t('secret.once')} />
      <ul className="sb-fine sb-howto-notes">
        {notes.map((note) => <li key={note} data-note={note}>{t(`howto.${note}`)}</li>)}
        {secret === null && settings.some(({ value }) => value.includes(UNTOLD)) && <li>{t('howto.secretHint')}</li>}
      </ul>
    </div>
  )
}

function kindOf(value: string, secret: string | null): 'plain' | 'secret' | 'shut' {
  if (value.includes(UNTOLD)) return 'shut'
  return secret !== null && value.includes(secret) ? 'secret' : 'plain'
}
