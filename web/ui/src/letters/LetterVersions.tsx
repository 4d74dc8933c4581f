// What a letter said before: each version of the office, and the text as it was delivered; any of them may be taken up again.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLetterVersions, type LetterTemplate } from '../api/letters'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'
import { Failure, Waiting } from '../ui/Answer'

interface Props {
  one: LetterTemplate
  /** What stands in the editor now. */
  text: string
  look: (text: string) => void
}

export function LetterVersions({ one, text, look }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useServerNow(60_000)
  const answer = useLetterVersions(one.name)
  const rows = (answer.data ?? []).map((each) => ({ ...each, said: t('letters.by', { by: each.by, time: clock.moment(each.since, now) }) }))
  return (
    <section className="sb-card">
      <h2>{t('letters.versions')}</h2>
      <p className="sb-muted">{t('letters.restoreHint')}</p>
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Waiting rows={2} />}
      <ul className="sb-desk-cards" data-testid="letter-versions">
        {[...rows, { version: 0, text: one.default, said: '' }].map((each) => (
          <li key={each.version}>
            <span className="sb-inline">
              <b>{each.version === 0 ? t('letters.delivered') : t('letters.version', { version: each.version })}</b>
              {each.version === one.version && <span className="sb-chip" data-tone="good">{t('letters.now')}</span>}
            </span>
            {each.said && <span className="sb-muted">{each.said}</span>}
            <details><summary>{t('letters.text')}</summary><p className="sb-letters-old">{each.text}</p></details>
            {each.text === text ? <span className="sb-muted">{each.text === one.text ? t('letters.same') : ''}</span> : <Button size="small" onClick={() => look(each.text)} data-testid={`restore-${each.version}`}>{t('letters.look')}</Button>}
          </li>
        ))}
      </ul>
    </section>
  )
}
