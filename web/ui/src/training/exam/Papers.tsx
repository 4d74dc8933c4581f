// The papers of somebody as they were handed in: every question, what was chosen, what is right.
import { Collapse, Modal } from 'antd'
import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useEvidence, type Evidence, type ExamSeat } from '../../api/exam'
import { useClock } from '../../lib/useClock'
import { Failure, Waiting } from '../../ui/Answer'
import { LETTERS } from './paper'

const WIDE_PX = 720

export function Papers({ session, seat, onClose }: { session: string; seat: ExamSeat; onClose: () => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const answer = useEvidence(session, seat.person_id)
  const attempts = answer.data?.attempts ?? []
  const label = (one: Evidence) => t('training.exam.card.attempt', { n: one.number, score: one.score, at: `${clock.date(one.handed_in_at)} ${clock.time(one.handed_in_at)}` })
  return (
    <Modal open onCancel={onClose} footer={null} width={WIDE_PX} title={`${t('training.exam.card.paper')} · ${seat.name}`}>
      {answer.isPending && <Waiting rows={8} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && attempts.length === 0 && <p className="sb-muted">{t('training.exam.card.noPaper')}</p>}
      {attempts.length > 0 && <Collapse defaultActiveKey={attempts[0]?.number} items={attempts.map((one) => ({ key: one.number, label: label(one), children: <Answers one={one} /> }))} />}
    </Modal>
  )
}

function Answers({ one }: { one: Evidence }) {
  const { t } = useTranslation()
  const letters = (places: number[] | null) => (places && places.length > 0 ? places.map((at) => LETTERS[at]).join('') : t('training.exam.card.none_chosen'))
  return (
    <ol className="sb-exam-evidence">
      {one.answers.map((answer) => (
        <li key={answer.seq} data-right={answer.is_right ?? undefined}>
          <b>{answer.is_right === null ? null : answer.is_right ? <CheckCircleFilled aria-label={t('training.exam.card.right')} /> : <CloseCircleFilled aria-hidden />} {answer.text}</b>
          <span className="sb-fine">{answer.options.map((option, at) => `${LETTERS[at]}. ${option}`).join('　')}</span>
          <span className="sb-fine">{t('training.exam.card.chosen')} <b>{letters(answer.chosen)}</b>{answer.right && <> · {t('training.exam.card.right')} <b>{letters(answer.right)}</b></>} · {answer.source}</span>
        </li>
      ))}
    </ol>
  )
}
