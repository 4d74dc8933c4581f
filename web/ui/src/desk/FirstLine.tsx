// The operator's or school's answer, in three taps on a phone: the case, what was done, send.
import { useState } from 'react'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useStep, type CaseDetail } from '../api/desk'
import { duration } from '../lib/format'
import { useServerNow } from '../live/context'
import { Refused } from '../ui/Refused'
import { lengthS } from './order'

const ANSWERS = ['called_driver', 'corrected', 'reason', 'objection'] as const
type Answer = (typeof ANSWERS)[number]

export function FirstLine({ one }: { one: CaseDetail }) {
  const { t } = useTranslation()
  const now = useServerNow(1000)
  const step = useStep(one.id)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [note, setNote] = useState('')
  if (!one.may.includes('answer')) return null
  const choose = (chosen: Answer) => {
    setAnswer(chosen)
    setNote(chosen === 'called_driver' || chosen === 'corrected' ? t(`desk.answerNote.${chosen}`) : '')
  }
  const left = one.due_at ? Date.parse(one.due_at) - now : null
  const time = left === null ? null : duration(t, lengthS(left))
  return (
    <section className="sb-first-line" aria-label={t('desk.first.title')} data-testid="first-line">
      <h3>{t('desk.first.title')}</h3>
      {left !== null && time && <p className={left < 0 ? 'sb-open' : 'sb-strong'}>{left < 0 ? t('desk.first.over', { time }) : t('desk.first.left', { time })}</p>}
      <div className="sb-first-choices">
        {ANSWERS.map((each) => (
          <Button key={each} size="large" type={answer === each ? 'primary' : 'default'} aria-pressed={answer === each} onClick={() => choose(each)} data-testid={`answer-${each}`}>
            {t(`desk.answer.${each}`)}
          </Button>
        ))}
      </div>
      {answer ? (
        <>
          <Input.TextArea
            value={note} rows={3} maxLength={2000} autoFocus={note === ''} aria-label={t('desk.ask.note')} placeholder={t('desk.first.reasonMissing')}
            onChange={(event) => setNote(event.target.value)} data-testid="answer-note"
          />
          <Button
            type="primary" size="large" block disabled={note.trim() === ''} loading={step.isPending} data-testid="answer-submit"
            onClick={() => step.mutate({ step: 'answer', version: one.version, answer, note: note.trim() })}
          >
            {t('desk.first.submit')}
          </Button>
          <Refused error={step.error} />
        </>
      ) : (
        <p className="sb-fine">{t('desk.first.hint')}</p>
      )}
    </section>
  )
}
