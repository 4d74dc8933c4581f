// A table of questions on its way in: the template, the file looked at, then taken over whole or not at all.
import { useState } from 'react'
import { Alert, Button, Modal, Select, Table, Upload } from 'antd'
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { sheetTemplate, useQuestionSheet, type SheetProblem, type SheetTold } from '../../api/exam'
import { useCourses } from '../../api/training'
import { typeOf } from '../../devices/tableFile'
import { Refused } from '../../ui/Refused'

const WIDE_PX = 640
const TALL_PX = 260
const asked = (of: string, chosen: File, dry: boolean) => ({ course: of, file: chosen, type: typeOf(chosen.name), dry })

export function QuestionSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const courses = useCourses().data ?? []
  const [course, setCourse] = useState<string | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const look = useQuestionSheet()
  const run = useQuestionSheet()
  const choose = (of: string | null, chosen: File | null) => {
    setCourse(of)
    setFile(chosen)
    run.reset()
    look.reset()
    if (of && chosen) look.mutate(asked(of, chosen, true))
  }
  const seen = run.data ?? look.data
  const ready = seen?.dry === true && seen.wrong === 0 && course !== null && file !== null
  return (
    <Modal
      open onCancel={onClose} width={WIDE_PX} mask={{ closable: false }} title={t('training.exam.bank.import')} footer={null}
    >
      <div className="sb-dialog" data-testid="question-sheet">
        <p className="sb-actions">
          {(['xlsx', 'csv'] as const).map((form) => <Button key={form} size="small" icon={<DownloadOutlined />} href={sheetTemplate(form)}>{`${t('training.exam.sheet.template')} ${form.toUpperCase()}`}</Button>)}
        </p>
        <Select value={course} onChange={(next) => choose(next, file)} options={courses.map((one) => ({ value: one.id, label: one.name }))} placeholder={t('training.exam.bank.course')} aria-label={t('training.exam.bank.course')} className="sb-whole" data-testid="sheet-course" />
        <Upload.Dragger
          accept=".csv,.txt,.xlsx" maxCount={1} showUploadList={false} disabled={course === null || look.isPending} data-testid="question-file"
          beforeUpload={(chosen) => {
            choose(course, chosen)
            return false
          }}
        >
          <p className="sb-drop-icon"><InboxOutlined aria-hidden /></p>
          <p className="sb-strong">{file?.name ?? t('training.exam.sheet.pick')}</p>
        </Upload.Dragger>
        <Refused error={look.error ?? run.error} />
        {seen && <Told told={seen} />}
        {ready && <p className="sb-actions" data-end><Button type="primary" loading={run.isPending} onClick={() => run.mutate(asked(course, file, false))} data-testid="question-import">{t('training.exam.sheet.run', { n: seen.rows })}</Button></p>}
      </div>
    </Modal>
  )
}

function Told({ told }: { told: SheetTold }) {
  const { t } = useTranslation()
  if (!told.dry) return <Alert type="success" showIcon title={t('training.exam.sheet.done', { n: told.added })} />
  if (told.wrong === 0) return <p className="sb-inline"><span>{t('training.exam.sheet.rows', { n: told.rows })}</span><span className="sb-chip" data-tone="good">{t('training.exam.sheet.good')}</span></p>
  return (
    <>
      <p className="sb-inline"><span>{t('training.exam.sheet.rows', { n: told.rows })}</span><span className="sb-chip" data-tone="bad">{t('training.exam.sheet.wrong', { n: told.wrong })}</span></p>
      <Table<SheetProblem>
        size="small" rowKey={(one) => `${one.row} ${one.column} ${one.message}`} dataSource={told.errors} pagination={false} scroll={{ y: TALL_PX }}
        columns={[
          { key: 'cell', title: t('training.exam.sheet.cell'), width: 84, render: (_, one) => <code>{one.cell ?? t('training.exam.sheet.row', { n: one.row })}</code> },
          { key: 'column', title: t('training.exam.sheet.column'), width: 110, render: (_, one) => one.title },
          { key: 'message', title: t('training.exam.sheet.problem'), render: (_, one) => one.message },
        ]}
      />
    </>
  )
}
