// What the other side enters to connect here, each to be copied; the password is in it only just after it was made.
import { useTranslation } from 'react-i18next'
import { useDoors } from '../api/devices'
import type { Platform } from '../api/platforms'
import { UNTOLD } from '../devices/howto'
import { ToType, type Typed } from '../ui/ToType'

const plain = (label: string, value: string | number): Typed => ({ label, value: String(value), kind: 'plain' })

export function Handover({ platform, password }: { platform: Platform; password: string | null }) {
  const { t } = useTranslation()
  const door = useDoors().data?.find((one) => one.protocol === 'jt809')
  if (!door) return null
  return (
    <div className="sb-howto" data-testid="handover" data-secret={password !== null}>
      <ToType
        once={t('platform.once')}
        items={[
          plain(t('howto.host'), door.host ?? location.hostname), plain(t('howto.port'), door.port), plain(t('platform.code'), platform.access_code), plain(t('howto.user'), platform.user_id),
          { label: t('howto.password'), value: password ?? UNTOLD, kind: password === null ? 'shut' : 'secret' },
        ]}
      />
      <ul className="sb-fine sb-howto-notes">
        {!door.open && <li data-note="shut">{t('howto.shut')}</li>}
        <li>{t('platform.slaveNote')}</li>
        {password === null && <li>{t('howto.secretHint')}</li>}
      </ul>
    </div>
  )
}
