// What happened in the time of the replay, in order: runs, stops, findings; a click goes there.
import { useTranslation } from 'react-i18next'
import { duration, exceeds } from '../lib/format'
import { useClock } from '../lib/useClock'
import { useRuleTitle } from '../lib/useRuleTitle'
import type { Happening } from './shown'

interface Props {
  happenings: readonly Happening[]
  several: boolean
  onGo: (one: Happening) => void
}

const WORTH_TELLING_S = 60

export function Happenings({ happenings, several, onGo }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const titleOf = useRuleTitle()
  const title = (one: Happening) => (one.finding ? titleOf(one.finding.rule) : one.name)
  const detail = (one: Happening) =>
    [
      several ? one.plate : '',
      one.finding ? (exceeds(t, one.finding) ?? '') : '',
      one.finding?.place?.name ?? '',
      one.lateS !== undefined && one.lateS >= WORTH_TELLING_S ? t('playback.late', { duration: duration(t, one.lateS) }) : '',
    ].filter(Boolean).join(' · ')
  return (
    <section className="sb-block sb-happenings" aria-label={t('playback.happenings')}>
      <h3>{t('playback.happenings')}</h3>
      {happenings.length === 0 && <p className="sb-muted">{t('playback.nothingHappened')}</p>}
      <ul data-testid="happenings">
        {happenings.map((one) => (
          <li key={one.key}>
            <button type="button" data-kind={one.kind} data-testid={`happening-${one.kind}`} onClick={() => onGo(one)}>
              <time dateTime={new Date(one.from).toISOString()}>{clock.seconds(new Date(one.from).toISOString())}</time>
              <span className="sb-happening-what">
                <b>{title(one)}</b>
                {detail(one) && <small>{detail(one)}</small>}
              </span>
              <span className="sb-chip" data-tone={one.kind === 'finding' ? 'bad' : 'quiet'}>{t(`playback.kinds.${one.kind}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
