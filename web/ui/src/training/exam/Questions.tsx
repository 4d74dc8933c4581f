// The bank of questions, for who makes courses: search, new versions, retired ones, a table that comes in.
import { useMemo, useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useQuestions, useRetireQuestion, type Question } from '../../api/exam'
import { useMay } from '../../lib/may'
import { DataTable } from '../../table/DataTable'
import type { Column } from '../../table/rows'
import { Refused } from '../../ui/Refused'
import { LETTERS } from './paper'
import { QuestionDialog } from './QuestionDialog'

const TONE = { active: 'good', retired: 'quiet', replaced: 'quiet' } as const

export function Questions() {
  const { t } = useTranslation()
  const may = useMay('layDownTraining')
  const answer = useQuestions()
  const { mutate: retire, error: refused } = useRetireQuestion()
  const [editing, setEditing] = useState<Question | null>(null)
  const columns = useMemo(() => {
    const options = (one: Question) => one.options.map((option, at) => `${LETTERS[at]}. ${option}`).join('  ')
    const acts = (one: Question) =>
      may && one.state !== 'replaced' ? (
        <span className="sb-inline">
          <Button size="small" onClick={() => setEditing(one)} data-testid="question-edit">{t('training.exam.bank.edit')}</Button>
          <Button size="small" onClick={() => retire({ id: one.id, retired: one.state === 'active' })}>{t(one.state === 'active' ? 'training.exam.bank.retire' : 'training.exam.bank.restore')}</Button>
        </span>
      ) : null
    return [
      { key: 'text', title: t('training.exam.bank.text'), text: (one) => one.text, render: (one) => <span className="sb-exam-asked">{one.text}</span> },
      { key: 'course', title: t('training.exam.bank.course'), filter: true, text: (one) => one.course.name },
      { key: 'kind', title: t('training.exam.bank.kind'), filter: true, text: (one) => t(`training.exam.kind.${one.kind}`) },
      { key: 'options', title: t('training.exam.bank.options'), text: options, render: (one) => <span className="sb-exam-asked sb-fine">{options(one)}</span> },
      { key: 'right', title: t('training.exam.bank.right'), text: (one) => one.right.map((at) => LETTERS[at]).join('') },
      { key: 'source', title: t('training.exam.bank.source'), text: (one) => one.source },
      { key: 'state', title: t('training.exam.bank.state'), filter: true, text: (one) => t(`training.exam.bank.${one.state}`), render: (one) => <span className="sb-chip" data-tone={TONE[one.state]}>{t(`training.exam.bank.${one.state}`)}</span> },
      { key: 'version', title: t('training.exam.bank.version'), numeric: true, text: (one) => String(one.version), order: (one) => one.version },
      { key: 'drawn', title: t('training.exam.bank.drawn'), numeric: true, text: (one) => String(one.drawn), order: (one) => one.drawn },
      { key: 'by', title: t('training.exam.bank.by'), text: (one) => one.by },
      { key: 'acts', title: '', buttons: true, sortable: false, text: () => '', render: acts },
    ] satisfies Column<Question>[]
  }, [t, may, retire])
  return (
    <>
      <Refused error={refused} />
      <DataTable<Question>
        name="training-questions" rows={answer.data?.items} cut={answer.data?.cut ?? false} error={answer.error} refresh={() => void answer.refetch()} columns={columns} rowKey={(one) => one.id}
        empty={{ title: t('training.exam.bank.empty'), hint: t('training.exam.bank.emptyHint') }}
      />
      {editing && <QuestionDialog one={editing} onClose={() => setEditing(null)} />}
    </>
  )
}
