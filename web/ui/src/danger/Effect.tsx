// What a hazard's measure led to: findings and events per passage before and after, each with its interval; shown in the hazard's drawer.
import { useTranslation } from 'react-i18next'
import { useEffectOf, type Compared, type Figure } from '../api/danger'
import { useClock } from '../lib/useClock'
import { Failure, Waiting } from '../ui/Answer'
import { percent } from './words'

const points = (share: number): string => (share * 100).toFixed(1)
const TONES = { fewer: 'good', more: 'bad', no_difference: 'quiet', too_few: 'quiet', no_measure: 'quiet' } as const

export function Effect({ hazard }: { hazard: string }) {
  const { t } = useTranslation()
  const clock = useClock()
  const answer = useEffectOf(hazard)
  const effect = answer.data
  return (
    <section className="sb-block sb-effect" data-testid="effect" data-state={effect?.state}>
      <h3>{t('danger.effect.title')}</h3>
      {answer.isPending && <Waiting rows={3} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {effect?.state === 'no_place' && <p className="sb-muted">{t('danger.effect.noPlace')}</p>}
      {effect?.state === 'waiting' && <p className="sb-muted">{t('danger.effect.waiting', { n: effect.waiting_days })}</p>}
      {effect?.state === 'no_measure' && <p className="sb-muted">{t('danger.effect.noMeasure')}</p>}
      {effect?.measured_on && <p className="sb-fine">{t('danger.effect.measuredOn', { day: clock.date(effect.measured_on) })}</p>}
      {effect?.events && effect.chosen_since && effect.chosen_until && <p className="sb-fine" data-testid="effect-chosen">{t('danger.effect.chosen', { from: clock.date(effect.chosen_since), to: clock.date(effect.chosen_until) })}</p>}
      {effect?.findings && <Pair title={t('danger.effect.findings')} one={effect.findings} enough={effect.enough} />}
      {effect?.events && <Pair title={t('danger.effect.events')} one={effect.events} enough={effect.enough} />}
      {effect && effect.state !== 'waiting' && effect.waiting_days > 0 && <p className="sb-fine">{t('danger.effect.waitingDays', { n: effect.waiting_days })}</p>}
    </section>
  )
}

function Pair({ title, one, enough }: { title: string; one: Compared; enough: number }) {
  const { t } = useTranslation()
  const most = Math.max(one.before.high, one.after.passages ? one.after.high : 0, 0.01)
  return (
    <div className="sb-effect-pair">
      <p className="sb-inline"><b>{title}</b><span className="sb-chip" data-tone={TONES[one.said]} data-testid="effect-said" data-said={one.said}>{t(`danger.effect.said.${one.said}`, { n: enough })}</span></p>
      <Bar label={t('danger.effect.before')} figure={one.before} most={most} />
      {one.said !== 'no_measure' && <Bar label={t('danger.effect.after')} figure={one.after} most={most} />}
      {one.low !== null && one.high !== null && one.said !== 'too_few' && <p className="sb-fine">{t('danger.effect.changed', { low: points(one.low), high: points(one.high) })}</p>}
    </div>
  )
}

/** The rate as a bar, its interval as a line over it. */
function Bar({ label, figure, most }: { label: string; figure: Figure; most: number }) {
  const { t } = useTranslation()
  const wide = (share: number) => `${(100 * Math.min(share, most)) / most}%`
  if (figure.share === null) return <div className="sb-effect-bar"><span>{label}</span><span className="sb-muted">{t('danger.effect.none')}</span></div>
  return (
    <div className="sb-effect-bar">
      <span>{label}</span>
      <span className="sb-effect-scale" aria-hidden><i style={{ width: wide(figure.share) }} /><b style={{ left: wide(figure.low), width: wide(figure.high - figure.low) }} /></span>
      <strong>{percent(t, figure.share)}</strong>
      <small className="sb-muted">{[t('danger.effect.of', { hits: figure.hits, passages: figure.passages, days: figure.days }), t('danger.effect.times', { n: figure.count }), t('danger.effect.between', { low: percent(t, figure.low), high: percent(t, figure.high) })].join(' · ')}</small>
    </div>
  )
}
