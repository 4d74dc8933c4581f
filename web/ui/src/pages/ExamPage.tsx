// The page that the QR of an examination opens, without a login: say who one is, sit the own paper, see how it ended.
import { useCallback, useEffect, useState } from 'react'
import { Button, Form, Input, Result, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { askPaper, useEnterExam, useExamDoor, type ExamDoor, type Paper } from '../api/exam'
import { suggestLanguage } from '../i18n'
import { isFinal, sessionOf } from '../training/exam/paper'
import { Sitting } from '../training/exam/Sitting'
import { PublicFrame } from '../training/PublicFrame'
import { Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'

const CODE = /^\d{4}(\d{2})?$/
const KEY = 'schoolbus.exam.'

export default function ExamPage({ token }: { token: string }) {
  const { t } = useTranslation()
  const place = KEY + sessionOf(token)
  const [key, setKey] = useState(() => sessionStorage.getItem(place))
  const [paper, setPaper] = useState<Paper | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const take = useCallback((next: Paper) => {
    sessionStorage.setItem(place, next.key)
    setPaper(next)
  }, [place])
  const leave = useCallback(() => {
    for (const one of Object.keys(sessionStorage).filter((name) => name.startsWith(place))) sessionStorage.removeItem(one)
    setKey(null)
    setPaper(null)
    setError(null)
  }, [place])
  const again = useCallback(() => {
    if (key) askPaper(key).then(take, (refused: Error) => (isFinal(refused) ? leave() : setError(refused)))
  }, [key, take, leave])
  useEffect(() => suggestLanguage(navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'), [])
  useEffect(again, [again])
  return (
    <PublicFrame title={t('training.exam.phone.title')}>
      {paper && <p className="sb-exam-who"><b>{paper.course}</b><span className="sb-fine">{t('training.exam.phone.name', { name: paper.name })}</span></p>}
      {paper?.result === null && <Sitting key={paper.key} paper={paper} store={`${place}.${paper.key}`} onPaper={take} />}
      {paper?.result && <Ended paper={paper} />}
      {paper && <Button type="link" size="small" onClick={leave}>{t('training.exam.phone.other')}</Button>}
      {!paper && error && <Failure error={error} retry={again} />}
      {!paper && !error && (key ? <Waiting rows={6} /> : <AtTheDoor token={token} onPaper={take} />)}
    </PublicFrame>
  )
}

function AtTheDoor({ token, onPaper }: { token: string; onPaper: (paper: Paper) => void }) {
  const { t } = useTranslation()
  const answer = useExamDoor(token)
  if (answer.isPending) return <Waiting rows={5} />
  if (answer.data) return <Enter door={answer.data} onPaper={onPaper} />
  const { error } = answer
  if (!(error instanceof ApiError) || ![409, 422].includes(error.status)) return <Failure error={error} retry={() => void answer.refetch()} />
  return <Result status="warning" title={t('training.exam.phone.title')} subTitle={error.detail ?? t('training.attend.expiredHint')} data-testid="exam-closed" />
}

function Enter({ door, onPaper }: { door: ExamDoor; onPaper: (paper: Paper) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ person_id: string; code: string }>()
  const enter = useEnterExam()
  const options = door.people.map((one) => ({ value: one.id, label: `${one.name}（${one.organisation_name}）` }))
  if (options.length === 0) return <p>{t('training.exam.phone.nobody')}</p>
  return (
    <>
      <h2>{door.course}</h2>
      <p className="sb-muted">{t('training.exam.phone.lead', { organiser: door.organiser, place: door.place })}</p>
      <p>{t('training.exam.phone.rules', { questions: door.questions, minutes: door.minutes, mark: door.pass_mark })}</p>
      <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={({ person_id, code }) => enter.mutate({ ticket: door.ticket, person_id: Number(person_id), code }, { onSuccess: onPaper })} data-testid="exam-enter">
        <Form.Item name="person_id" label={t('training.attend.who')} rules={[{ required: true, message: t('training.form.needed') }]}>
          <Select options={options} showSearch={{ optionFilterProp: 'label' }} placeholder={t('training.attend.whoPick')} data-testid="exam-who" />
        </Form.Item>
        <Form.Item name="code" label={t('training.attend.code')} rules={[{ required: true, pattern: CODE, message: t('training.attend.codeWrong') }]}>
          <Input inputMode="numeric" maxLength={6} autoComplete="off" data-testid="exam-code" />
        </Form.Item>
        <Refused error={enter.error} form={form} names={{ code: 'code', person_id: 'person_id' }} />
        <Button type="primary" htmlType="submit" block loading={enter.isPending} data-testid="exam-start">{t('training.exam.phone.start')}</Button>
      </Form>
    </>
  )
}

function Ended({ paper }: { paper: Paper }) {
  const { t } = useTranslation()
  const { result } = paper
  if (!result) return null
  return (
    <>
      <Result
        status={result.passed ? 'success' : 'warning'} data-testid="exam-result"
        title={`${t('training.exam.phone.score', { score: result.score })} · ${t(result.passed ? 'training.exam.phone.passed' : 'training.exam.phone.failed')}`}
        subTitle={<>{result.handed_in_by === 'clock' && <p>{t('training.exam.phone.byClock')}</p>}<p>{t('training.exam.phone.said', { right: result.right, asked: paper.asked, mark: result.pass_mark })}</p></>}
      />
      {result.wrong.length > 0 && <h2>{t('training.exam.phone.wrong')}</h2>}
      <ol className="sb-exam-evidence">
        {result.wrong.map((one) => (
          <li key={one.seq} value={one.seq}>
            <b>{one.text}</b>
            <span className="sb-fine">{t('training.exam.phone.yours', { chosen: one.chosen.length > 0 ? one.chosen.join('；') : t('training.exam.phone.nothing') })}</span>
            <span className="sb-fine">{t('training.exam.phone.source', { source: one.source })}</span>
          </li>
        ))}
      </ol>
    </>
  )
}
