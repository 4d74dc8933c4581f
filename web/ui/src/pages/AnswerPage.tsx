// The page that a one-time link opens, without a login: what was found, what is to be done by when, and the answer.
import { useTranslation } from 'react-i18next'
import { isToken, useAsked, type Asked } from '../api/answer'
import { ApiError } from '../api/client'
import { AnswerForm } from '../answer/AnswerForm'
import { Photos } from '../answer/Photos'
import { GradeChip } from '../hazards/Chips'
import { LanguageSwitch, ThemeSwitch } from '../shell/Switches'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'

export default function AnswerPage({ token }: { token: string }) {
  const { t } = useTranslation()
  const answer = useAsked(token)
  const isWhole = isToken(token)
  return (
    <main className="sb-answer" id="main">
      <header>
        <h1>{t('hazards.answer.title')}</h1>
        <span className="sb-actions"><LanguageSwitch compact /><ThemeSwitch /></span>
      </header>
      {!isWhole && <Closed error={new ApiError(404, {})} />}
      {isWhole && answer.isPending && <Waiting rows={8} />}
      {isWhole && answer.isError && !answer.data && <Closed error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && <Opened token={token} asked={answer.data} />}
    </main>
  )
}

function Closed({ error, retry }: { error: Error; retry?: () => void }) {
  const { t } = useTranslation()
  const known = error instanceof ApiError && [404, 409, 422, 429].includes(error.status)
  if (!known) return <Failure error={error} {...(retry ? { retry } : {})} />
  const said = error.status === 409 ? error.detail : error.status === 429 ? t('hazards.answer.tooMany') : t('hazards.answer.goneHint')
  return (
    <section className="sb-answer-card" role="alert" data-testid="answer-closed">
      <h2>{t('hazards.answer.gone')}</h2>
      <p>{said}</p>
    </section>
  )
}

function Opened({ token, asked }: { token: string; asked: Asked }) {
  const { t } = useTranslation()
  const found = asked.photos.filter((one) => one.purpose === 'found')
  return (
    <>
      <section className="sb-answer-card" data-testid="answer-asked">
        <p className="sb-muted">{asked.asked_by && t('hazards.answer.askedBy', { name: asked.asked_by })}</p>
        <h2>{asked.title}</h2>
        <p className="sb-inline"><GradeChip grade={asked.grade} /><span className="sb-fine">{t('hazards.answer.number', { n: asked.number })}</span></p>
        <p className="sb-hazard-said">{asked.description}</p>
        <Facts facts={[[t(`hazards.kind.${asked.kind}`), asked.subject], [t('hazards.where'), asked.location === asked.subject ? null : asked.location]]} />
        {found.length > 0 && <Photos token={token} photos={found} />}
      </section>
      <section className="sb-answer-card">
        <h3>{t('hazards.answer.todo')}</h3>
        <p className="sb-hazard-said">{asked.measure}</p>
        <p className="sb-strong" data-testid="answer-due">{asked.due_on && t('hazards.answer.until', { day: asked.due_on })}</p>
        {asked.overdue && <p className="sb-open">{t('hazards.answer.late')}</p>}
        <Facts facts={[[t('hazards.responsible'), asked.responsible]]} />
        {asked.phone && <p className="sb-muted"><a href={`tel:${asked.phone}`}>{t('hazards.answer.ask', { phone: asked.phone })}</a></p>}
      </section>
      {asked.may_answer ? <AnswerForm token={token} asked={asked} /> : (
        <section className="sb-answer-card sb-answer-done" data-testid="answer-done">
          <h2>{t(asked.state === 'submitted' ? 'hazards.answer.thanks' : 'hazards.answer.done')}</h2>
          {asked.state === 'submitted' && <p>{t('hazards.answer.thanksHint')}</p>}
          <Photos token={token} photos={asked.photos.filter((one) => one.purpose === 'evidence')} />
        </section>
      )}
    </>
  )
}
