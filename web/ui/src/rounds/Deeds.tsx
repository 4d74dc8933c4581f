// What was done in the round: each step of many with its result and its letter.
import { useState } from 'react'
import { Modal } from 'antd'
import { FilePdfOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { roundLetterAddress, useOutcomes, type RoundDeed, type RoundDetail } from '../api/rounds'
import { useClock } from '../lib/useClock'
import { whenWords } from '../permits/words'
import { Failure, Waiting } from '../ui/Answer'
import { OutcomeList } from './Outcomes'
import { manyWords } from './words'

export function Deeds({ round }: { round: RoundDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [open, setOpen] = useState<RoundDeed | null>(null)
  return (
    <section className="sb-permit-card" data-testid="round-deeds">
      <h2>{t('rounds.deeds.title')}</h2>
      {round.deeds.length === 0 && <p className="sb-fine">{t('rounds.deeds.none')}</p>}
      <ul className="sb-permit-clocks">
        {round.deeds.map((one) => (
          <li key={one.id} data-deed={one.id} data-step={`${one.subject}.${one.step}`}>
            <span className="sb-permit-clock-head"><b>{manyWords(t, one.subject, one.step)}</b><span className="sb-fine">{t('rounds.drop.by', { who: one.by, time: whenWords(clock, one.at) })}</span></span>
            <span className="sb-inline">
              <span>{t('rounds.deeds.line', { done: one.done })}</span>
              {one.refused > 0 && <span className="sb-open">{t('rounds.deeds.refused', { n: one.refused })}</span>}
              {one.recorded && <span className="sb-chip">{t('rounds.deeds.recorded')}</span>}
              <button type="button" className="sb-link" onClick={() => setOpen(one)} data-testid="deed-open">{t('rounds.deeds.open')}</button>
              {one.letter && <a href={roundLetterAddress(round.id, one.id)} target="_blank" rel="noreferrer" data-testid="deed-letter"><FilePdfOutlined aria-hidden /> {t('rounds.deeds.letter')}</a>}
            </span>
          </li>
        ))}
      </ul>
      {open && <Result round={round} deed={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function Result({ round, deed, onClose }: { round: RoundDetail; deed: RoundDeed; onClose: () => void }) {
  const { t } = useTranslation()
  const answer = useOutcomes(round.id, deed.id)
  return (
    <Modal open width={720} title={manyWords(t, deed.subject, deed.step)} footer={null} onCancel={onClose}>
      <div className="sb-dialog" data-testid="deed-result">
        {!answer.data && (answer.isError ? <Failure error={answer.error} /> : <Waiting rows={5} />)}
        {answer.data && <OutcomeList files={answer.data.files} />}
      </div>
    </Modal>
  )
}
