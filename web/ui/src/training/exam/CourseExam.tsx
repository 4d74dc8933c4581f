// The phone exam of a course: how many questions, how many minutes; or none.
import { useState } from 'react'
import { Button, Form, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSetExam } from '../../api/exam'
import type { Course } from '../../api/training'
import { useMay } from '../../lib/may'
import { Refused } from '../../ui/Refused'

const FIRST = { questions: 20, minutes: 30 }

export function CourseExam({ one }: { one: Course }) {
  const { t } = useTranslation()
  const may = useMay('layDownTraining')
  const [setting, setSetting] = useState(false)
  if (one.pass_mark === null) return null
  const said = one.exam_questions === null ? t('training.exam.course.none') : t('training.exam.course.said', { questions: one.exam_questions, minutes: one.exam_minutes })
  return (
    <span className="sb-inline">
      <span className={one.exam_questions === null ? 'sb-muted' : ''}>{said}</span>
      {may && <Button size="small" onClick={() => setSetting(true)} data-testid="course-exam">{t('training.exam.course.set')}</Button>}
      {setting && <Setting one={one} onClose={() => setSetting(false)} />}
    </span>
  )
}

function Setting({ one, onClose }: { one: Course; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<typeof FIRST>()
  const save = useSetExam()
  const needed = [{ required: true, message: t('training.form.needed') }]
  const put = (questions: number | null, minutes: number | null) => save.mutate({ id: one.id, questions, minutes }, { onSuccess: onClose })
  return (
    <Modal
      open onCancel={onClose} title={`${t('training.exam.course.set')} · ${one.name}`} okText={t('training.form.ok')} onOk={form.submit} confirmLoading={save.isPending}
    >
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={one.exam_questions === null ? FIRST : { questions: one.exam_questions, minutes: one.exam_minutes }} onFinish={({ questions, minutes }) => put(questions, minutes)}>
        <Form.Item name="questions" label={t('training.exam.course.questions')} rules={needed}><InputNumber min={1} max={200} precision={0} /></Form.Item>
        <Form.Item name="minutes" label={t('training.exam.course.minutes')} rules={needed}><InputNumber min={1} max={300} precision={0} /></Form.Item>
        {one.exam_questions !== null && <Button danger type="text" className="sb-exam-remove" onClick={() => put(null, null)}>{t('training.exam.course.remove')}</Button>}
        <Refused error={save.error} form={form} names={{ questions: 'questions', minutes: 'minutes' }} />
      </Form>
    </Modal>
  )
}
