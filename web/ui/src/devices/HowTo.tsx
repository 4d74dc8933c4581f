// How a device is pointed here: what to type into it, each to be copied.
import { Alert, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDoors } from '../api/devices'
import type { Protocol } from '../api/deviceTypes'
import { Facts, type Fact } from '../ui/Facts'
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
      {secret !== null && settings.some(({ value }) => value.includes(secret)) && <Alert type="warning" showIcon title={t('secret.once')} data-testid="secret-once" />}
      <Facts
        facts={settings.map(({ key, value }): Fact => [
          t(`howto.${key}`),
          <Typography.Text key={key} copyable={value.includes(UNTOLD) ? false : { text: value, tooltips: [t('secret.copy'), t('secret.copied')] }}>
            <code data-secret={secret !== null && value.includes(secret)}>{value}</code>
          </Typography.Text>,
        ])}
      />
      <ul className="sb-fine sb-howto-notes">
        {notes.map((note) => <li key={note} data-note={note}>{t(`howto.${note}`)}</li>)}
        {secret === null && settings.some(({ value }) => value.includes(UNTOLD)) && <li>{t('howto.secretHint')}</li>}
      </ul>
    </div>
  )
}
