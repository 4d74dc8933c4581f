// A paper on the telephone: one question at a time, the time that is left, every answer saved by itself, handing in.
import { useCallback, useEffect, useState } from 'react'
import { App, Button, Progress } from 'antd'
import { CheckOutlined, CloudSyncOutlined, WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { askPaper, handIn, sendAnswer, type Paper, type PaperQuestion } from '../../api/exam'
import { useKeys } from '../../lib/useKeys'
import { Refused } from '../../ui/Refused'
import { clockOf, isFinal, LETTERS, Saver, tapped, unanswered, type Waiting } from './paper'

interface Props {
  paper: Paper
  /** Where answers that are not saved yet outlive a reload. */
  store: string
  onPaper: (paper: Paper) => void
}
type Choices = Record<number, number[]>
const TICK_MS = 500
const AGAIN_MS = 4_000
const SHORT_MS = 120_000

const waitingIn = (store: string): Waiting => JSON.parse(sessionStorage.getItem(store) ?? '{}') as Waiting
const firstOpen = (questions: PaperQuestion[], chosen: Choices) => Math.max(0, questions.findIndex((one) => (chosen[one.seq] ?? []).length === 0))

export function Sitting({ paper, store, onPaper }: Props) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const [chosen, setChosen] = useState<Choices>(() => ({ ...Object.fromEntries(paper.questions.map((one) => [one.seq, one.chosen ?? []])), ...waitingIn(store) }))
  const [at, setAt] = useState(() => firstOpen(paper.questions, chosen))
  const [state, setState] = useState({ unsaved: 0, failed: false })
  const [error, setError] = useState<unknown>(null)
  const [handing, setHanding] = useState(false)
  const left_ms = useTimeLeft(paper)
  const ask = useCallback(() => void askPaper(paper.key).then(onPaper, setError), [paper.key, onPaper])
  const saver = useSaver(paper.key, store, setState, ask)
  const over = left_ms <= 0
  useEffect(() => {
    if (!over) return undefined
    if (isFinal(error)) return undefined
    ask() // the server's clock decides: it hands in what is saved
    const again = setInterval(ask, AGAIN_MS)
    return () => clearInterval(again)
  }, [over, ask, error])
  const question = paper.questions[at]
  const choose = (place: number) => {
    if (!question || over || place >= question.options.length) return
    const next = tapped(question.kind, chosen[question.seq] ?? [], place)
    setChosen((now) => ({ ...now, [question.seq]: next }))
    saver.put(question.seq, next)
  }
  const go = (to: number) => setAt(Math.min(Math.max(to, 0), paper.questions.length - 1))
  useKeys({ ArrowLeft: () => go(at - 1), ArrowRight: () => go(at + 1), ...Object.fromEntries([...LETTERS].map((_, place) => [String(place + 1), () => choose(place)])) })
  const end = () => {
    setHanding(true)
    setError(null)
    void saver.flush().then(() => handIn(paper.key)).then(onPaper, setError).finally(() => setHanding(false))
  }
  const open = unanswered(paper.questions, chosen)
  const sure = () => void modal.confirm({ title: t('training.exam.phone.sure'), content: open > 0 ? t('training.exam.phone.unanswered', { n: open }) : t('training.exam.phone.everything'), okText: t('training.exam.phone.handIn'), cancelText: t('training.exam.phone.stay'), onOk: end })
  if (!question) return null
  return (
    <div className="sb-exam" data-testid="exam-paper">
      <header className="sb-exam-head">
        <span>{t('training.exam.phone.question', { n: at + 1, all: paper.questions.length })}</span>
        <b role="timer" data-short={left_ms < SHORT_MS} data-testid="exam-left">{t('training.exam.phone.left')} {clockOf(left_ms)}</b>
      </header>
      <Progress percent={Math.round((100 * (paper.questions.length - open)) / paper.questions.length)} showInfo={false} size="small" aria-label={t('training.exam.phone.answered')} />
      <Asked question={question} chosen={chosen[question.seq] ?? []} onChoose={choose} disabled={over} />
      <Saved state={state} />
      <div className="sb-exam-steps">
        <Button size="large" disabled={at === 0} onClick={() => go(at - 1)}>{t('training.exam.phone.before')}</Button>
        {at < paper.questions.length - 1 ? <Button size="large" type="primary" onClick={() => go(at + 1)} data-testid="exam-next">{t('training.exam.phone.next')}</Button> : <Button size="large" type="primary" loading={handing} disabled={over} onClick={sure} data-testid="exam-hand-in">{t('training.exam.phone.handIn')}</Button>}
      </div>
      <Refused error={error} />
      <nav className="sb-exam-all" aria-label={t('training.exam.phone.all')}>
        {paper.questions.map((one, place) => {
          const answered = (chosen[one.seq] ?? []).length > 0
          return <button key={one.seq} type="button" data-answered={answered} aria-current={place === at} aria-label={`${place + 1} ${t(answered ? 'training.exam.phone.answered' : 'training.exam.phone.open')}`} onClick={() => go(place)}>{place + 1}</button>
        })}
      </nav>
      {at < paper.questions.length - 1 && <Button block loading={handing} disabled={over} onClick={sure}>{t('training.exam.phone.handIn')}</Button>}
      <p className="sb-fine sb-exam-keys">{t('training.exam.phone.keys')}</p>
    </div>
  )
}

function Asked({ question, chosen, onChoose, disabled }: { question: PaperQuestion; chosen: number[]; onChoose: (place: number) => void; disabled: boolean }) {
  const { t } = useTranslation()
  const several = question.kind === 'multiple'
  const words = question.kind === 'true_false' ? [t('training.exam.truth.yes'), t('training.exam.truth.no')] : question.options
  return (
    <>
      <h2 id="asked">{question.text}</h2>
      <p className="sb-fine">{t(`training.exam.phone.${question.kind}`)}</p>
      <div className="sb-exam-choices" role={several ? 'group' : 'radiogroup'} aria-labelledby="asked">
        {words.map((option, place) => (
          <button key={option} type="button" role={several ? 'checkbox' : 'radio'} aria-checked={chosen.includes(place)} disabled={disabled} onClick={() => onChoose(place)} data-testid={`option-${place}`}>
            <b aria-hidden>{LETTERS[place]}</b>
            <span>{option}</span>
            {chosen.includes(place) && <CheckOutlined aria-hidden />}
          </button>
        ))}
      </div>
    </>
  )
}

function Saved({ state }: { state: { unsaved: number; failed: boolean } }) {
  const { t } = useTranslation()
  const [icon, words] =
    state.unsaved === 0 ? [<CheckOutlined key="saved" aria-hidden />, t('training.exam.phone.saved')] : state.failed ? [<WarningOutlined key="failed" aria-hidden />, t('training.exam.phone.offline', { n: state.unsaved })] : [<CloudSyncOutlined key="saving" aria-hidden />, t('training.exam.phone.saving', { n: state.unsaved })]
  return <p className="sb-exam-saved" role="status" data-failed={state.failed && state.unsaved > 0}>{icon} {words}</p>
}

/** By how long the server said is left, whatever the telephone's own clock says. */
function useTimeLeft(paper: Paper): number {
  const [left_ms, setLeft] = useState(1000 * paper.left_s)
  useEffect(() => {
    const end = Date.now() + 1000 * paper.left_s // of its own clock only the difference is used, which goes on while it sleeps
    const tick = () => setLeft(end - Date.now())
    tick()
    const each = setInterval(tick, TICK_MS)
    return () => clearInterval(each)
  }, [paper])
  return left_ms
}

function useSaver(key: string, store: string, told: (state: { unsaved: number; failed: boolean }) => void, onRefused: () => void): Saver {
  const [saver] = useState(
    () =>
      new Saver(
        {
          send: (seq, chosen) => sendAnswer(key, seq, chosen),
          told: (waiting, failed, refused) => {
            sessionStorage.setItem(store, JSON.stringify(waiting))
            told({ unsaved: Object.keys(waiting).length, failed })
            if (refused) onRefused()
          },
        },
        waitingIn(store),
      ),
  )
  useEffect(() => void saver.flush(), [saver])
  return saver
}
