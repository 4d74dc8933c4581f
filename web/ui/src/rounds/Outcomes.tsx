// What came of a step of many, or would: how many went through, and of the others each with its reason.
import { useTranslation } from 'react-i18next'
import { CheckCircleOutlined, CloseCircleOutlined, FilePdfOutlined } from '@ant-design/icons'
import { roundLetterAddress, type Many, type Outcome, type RoundDetail } from '../api/rounds'
import { useClock } from '../lib/useClock'
import { whenWords } from '../permits/words'
import { Plate } from '../ui/Plate'
import { whyWords } from './words'

interface Props {
  many: Many
  /** Where it has happened: its letter can be opened. */
  round?: RoundDetail
}

export function Outcomes({ many, round }: Props) {
  const { t } = useTranslation()
  const happened = many.deed_id !== null
  const letter = round?.deeds.find((one) => one.id === many.deed_id)?.letter
  const refused = many.files.filter((one) => !one.done)
  const done = many.files.filter((one) => one.done)
  return (
    <div className="sb-round-outcomes" data-testid="many-outcomes" data-happened={happened}>
      <p className="sb-inline" role="status">
        <b className="sb-round-good" data-testid="many-done"><CheckCircleOutlined aria-hidden /> {t(happened ? 'rounds.many.did' : 'rounds.many.will', { n: many.done })}</b>
        {many.refused > 0 && <b className="sb-open" data-testid="many-refused"><CloseCircleOutlined aria-hidden /> {t(happened ? 'rounds.many.didnt' : 'rounds.many.wont', { n: many.refused })}</b>}
        {round && letter && many.deed_id && <a href={roundLetterAddress(round.id, many.deed_id)} target="_blank" rel="noreferrer" data-testid="many-letter"><FilePdfOutlined aria-hidden /> {t('rounds.many.letter')}</a>}
      </p>
      {refused.length > 0 && <OutcomeList files={refused} />}
      {done.length > 0 && (
        <details open={refused.length === 0 && done.length <= 12 ? true : undefined}>
          <summary>{t(happened ? 'rounds.many.did' : 'rounds.many.will', { n: done.length })}</summary>
          <OutcomeList files={done} />
        </details>
      )}
    </div>
  )
}

export function OutcomeList({ files }: { files: Outcome[] }) {
  const { i18n, t } = useTranslation()
  const clock = useClock()
  return (
    <ul className="sb-round-rows">
      {files.map((one) => (
        <li key={one.application_id} data-outcome={one.done ? 'done' : 'refused'} data-file={one.application_id}>
          <span className="sb-stack">{one.plate ? <Plate plate={one.plate} /> : <span>{one.number ?? one.application_id}</span>}<span className="sb-fine">{[one.plate ? one.number : null, one.applicant].filter(Boolean).join(' · ')}</span></span>
          <span>
            {!one.done && whyWords(i18n.language, one)}
            {one.appointment && t('permits.opinion.appointment', { time: whenWords(clock, one.appointment) })}
            {one.sign_number && t('permits.sign.number', { n: one.sign_number })} {one.sign_number && one.valid_to && t('permits.sign.until', { day: one.valid_to })}
          </span>
        </li>
      ))}
    </ul>
  )
}
