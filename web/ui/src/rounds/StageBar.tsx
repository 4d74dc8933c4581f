// How far a round is: how many files stand in each stage as one bar, and at which pace they go.
import { useTranslation } from 'react-i18next'
import type { RoundDetail } from '../api/rounds'

export function Share({ done, of }: { done: number; of: number }) {
  return (
    <span className="sb-round-share">
      <span className="sb-round-bar" aria-hidden><i data-stage="done" style={{ flexGrow: done }} /><i style={{ flexGrow: Math.max(of - done, of === 0 ? 1 : 0) }} /></span>
      <span>{done} / {of}</span>
    </span>
  )
}

interface Props {
  round: RoundDetail
  stage: string | null
  onStage: (stage: string | null) => void
}

export function StageBar({ round, stage, onStage }: Props) {
  const { t } = useTranslation()
  const there = round.stages.filter((one) => one.files > 0)
  const paces = round.stages.filter((one) => one.days > 0)
  return (
    <section className="sb-permit-card" data-testid="round-progress">
      <div className="sb-permit-title">
        <h2>{t('rounds.progress')}</h2>
        {round.state === 'open' && round.files > round.finished && (
          <b className={round.late > 0 ? 'sb-open' : 'sb-muted'} data-testid="round-late">{round.late > 0 ? t('rounds.willMiss', { n: round.late, day: round.target_on }) : t('rounds.onTime', { day: round.target_on })}</b>
        )}
      </div>
      {there.length > 0 && (
        <>
          <div className="sb-round-bar sb-round-bar-whole" aria-hidden>{there.map((one) => <i key={one.stage} data-stage={one.stage} style={{ flexGrow: one.files }} />)}</div>
          <ul className="sb-round-stages">
            {there.map((one) => (
              <li key={one.stage}>
                <button type="button" aria-pressed={stage === one.stage} onClick={() => onStage(stage === one.stage ? null : one.stage)} data-testid={`round-stage-${one.stage}`}>
                  <i data-stage={one.stage} aria-hidden />{t(`rounds.stage.${one.stage}`)} <b>{one.files}</b>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {round.state === 'open' && (
        <details className="sb-round-pace" data-testid="round-pace">
          <summary>{t('rounds.pace')}</summary>
          <p className="sb-fine">{paces.map((one) => t(one.seen > 0 ? 'rounds.paceSeen' : 'rounds.paceLaw', { stage: t(`rounds.stage.${one.stage}`), n: one.days, seen: one.seen })).join(t('common.comma'))}</p>
          <p className="sb-fine">{t('rounds.paceHint')}</p>
        </details>
      )}
    </section>
  )
}
