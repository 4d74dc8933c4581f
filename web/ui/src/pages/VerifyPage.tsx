// The public page of a label (/verify/<code>): genuine or not, by the browser itself; in force or not, as the server says; no login.
import { useEffect } from 'react'
import { Button } from 'antd'
import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { ApiError } from '../api/client'
import { checkLabel, publicKeys, type Checked } from '../api/labels'
import { suggestLanguage } from '../i18n'
import { LabelSaid } from '../label/LabelSaid'
import { PublicFrame } from '../label/PublicFrame'
import { keepKeys, keptKeys, opened, verified, type Signature } from '../label/verify'
import { useClock } from '../lib/useClock'
import { Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

type Verdict = 'valid' | 'not_valid' | 'forged' | 'genuine_only' | 'cannot_tell'

export default function VerifyPage({ code }: { code: string }) {
  const { t } = useTranslation()
  useEffect(() => suggestLanguage(navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'), [])
  const asked = useQuery({ queryKey: ['label', code], queryFn: () => checkLabel(code), retry: false })
  const here = useQuery({ queryKey: ['label-here', code], queryFn: () => checkedHere(code), retry: false })
  const waits = asked.isPending || here.isPending
  return (
    <PublicFrame title={t('label.verifyTitle')}>
      {waits ? <Waiting rows={8} /> : <Told code={code} answer={asked.data ?? null} error={asked.error} here={here.data ?? 'no_keys'} again={() => void asked.refetch()} />}
    </PublicFrame>
  )
}

/** By the server's keys as they are now, else by those of an earlier visit. */
async function checkedHere(code: string): Promise<Signature> {
  const fresh = await publicKeys().catch(() => null)
  if (fresh) keepKeys(fresh)
  return verified(opened(code), fresh ?? keptKeys(), fresh !== null)
}

function Told({ code, answer, error, here, again }: { code: string; answer: Checked | null; error: unknown; here: Signature; again: () => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const verdict = verdictOf(answer, here)
  const isGenuine = answer ? answer.signature === 'genuine' && here !== 'not_genuine' : here === 'genuine'
  const said = isGenuine ? (answer?.said ?? opened(code)?.said) : null
  const offline = error instanceof ApiError && error.status === 0
  return (
    <div className="sb-report-follow">
      <section className="sb-label-verdict" data-verdict={verdict} data-reason={answer?.reason} data-testid="label-verdict" role="status">
        <Sign verdict={verdict} />
        <h2>{t(`label.verdict.${verdict}`)}</h2>
        <p>{answer ? t(`label.reason.${answer.reason}`) : t(`label.alone.${here}`)}</p>
        {answer && <p className="sb-fine">{t('label.asOf', { time: `${clock.date(answer.at)} ${clock.time(answer.at)}` })}</p>}
      </section>
      {!answer && (offline ? <p className="sb-note" data-testid="label-offline">{t('label.offline')}</p> : <Refused error={error as Error} />)}
      {!answer && <Button onClick={again} data-testid="label-again">{t('error.retry')}</Button>}
      {said && <LabelSaid said={said} />}
      <p className="sb-fine" data-testid="label-here" data-here={here}>{t(`label.here.${here}`)}</p>
      <p className="sb-fine">{t('label.notASign')}</p>
      {verdict !== 'valid' && <Link href="/report">{t('label.toReport')}</Link>}
    </div>
  )
}

function verdictOf(answer: Checked | null, here: Signature): Verdict {
  if (here === 'not_genuine' || answer?.signature === 'not_genuine') return 'forged'
  if (answer) return answer.valid ? 'valid' : 'not_valid'
  return here === 'genuine' ? 'genuine_only' : 'cannot_tell'
}

function Sign({ verdict }: { verdict: Verdict }) {
  if (verdict === 'valid') return <CheckCircleFilled aria-hidden />
  return verdict === 'forged' || verdict === 'not_valid' ? <CloseCircleFilled aria-hidden /> : <QuestionCircleFilled aria-hidden />
}
