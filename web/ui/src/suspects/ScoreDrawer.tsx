// How the score is made: each reason with the weight it began with and the one it has now, and every parameter with its source.
import { App, Button, Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { useScore, useScoreNow, type Score } from '../api/suspects'
import { wordOr } from '../i18n'
import { useMay } from '../lib/may'
import { usePhone } from '../lib/usePhone'
import { Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'
import { points, said } from './words'

const WIDTH_PX = 720

export function ScoreDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useScore()
  return (
    <Drawer open onClose={onClose} size={phone ? '100%' : WIDTH_PX} title={t('suspects.scoreTitle')} rootClassName="sb-drawer">
      {answer.isPending && <Waiting rows={12} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && <Body score={answer.data} />}
    </Drawer>
  )
}

function Body({ score }: { score: Score }) {
  const { t, i18n } = useTranslation()
  return (
    <div className="sb-suspect" data-testid="score">
      <section className="sb-block">
        <p>{t('suspects.scoreLead')}</p>
        <p className="sb-strong" data-testid="learned">{score.learned_from > 0 ? t('suspects.learned', { count: score.learned_from, version: score.version }) : t('suspects.notLearned')}</p>
        <p className="sb-muted">{t('suspects.learnHint')}</p>
        <ScoreNow />
      </section>
      <section className="sb-block sb-suspect-scroll">
        <table className="sb-desk-table">
          <thead><tr><th scope="col">{t('suspects.reason')}</th><th scope="col">{t('suspects.first')}</th><th scope="col">{t('suspects.now')}</th></tr></thead>
          <tbody>
            {score.weights.map((one) => (
              <tr key={one.name} data-weight={one.name}>
                <td>{said(i18n.language, one.title)}</td>
                <td>{points(one.first)}</td>
                <td><b className="sb-suspect-weight" data-moved={Math.abs(one.now - one.first) > 0.005}>{one.now < 0 ? '−' : '+'}{Math.abs(one.now).toFixed(2)}</b></td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="sb-fine">{score.weights[0]?.source}</p>
      </section>
      <section className="sb-block sb-suspect-scroll">
        <h3>{t('suspects.parameters')}</h3>
        <table className="sb-desk-table">
          <thead><tr><th scope="col">{t('suspects.parameters')}</th><th scope="col">{t('suspects.value')}</th><th scope="col">{t('suspects.source')}</th></tr></thead>
          <tbody>
            {score.parameters.map((one) => (
              <tr key={one.name}>
                <td>{wordOr(t, `suspects.parameter.${one.name.replace('suspects.', '')}`, one.name)}</td>
                <td className="sb-suspect-time">{valueOf(one.value, one.unit)}</td>
                <td className="sb-fine">{one.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

/** Minutes of the day as a time of day. */
const valueOf = (value: number, unit: string): string =>
  unit === 'min' ? `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}` : String(value)

function ScoreNow() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const may = useMay('tellSightings')
  const run = useScoreNow()
  if (!may) return null
  return (
    <>
      <p className="sb-actions">
        <Button loading={run.isPending} onClick={() => run.mutate(undefined, { onSuccess: (done) => void message.success(t('suspects.scoredNow', { ...done })) })} data-testid="score-now">{t('suspects.scoreNow')}</Button>
      </p>
      <Refused error={run.error} />
    </>
  )
}
