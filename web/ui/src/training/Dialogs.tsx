// What is made new: a session, a plan of the year, a course.
import { Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConfig } from '../api/queries'
import { AUDIENCES, useAddCourse, useAddPlan, useCourses, usePlans, usePlanSession, type CourseWish, type PlanWish, type SessionWish } from '../api/training'
import { instantOf } from '../lib/wallClock'
import { Refused } from '../ui/Refused'

interface Props {
  onClose: () => void
  onMade?: (id: string) => void
}
const FULL = 30

export function NewSession({ onClose, onMade }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<SessionWish>()
  const courses = useCourses().data ?? []
  const plans = usePlans().data ?? []
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const make = usePlanSession()
  const needed = [{ required: true, message: t('training.form.needed') }]
  const submit = ({ plan_id, ...wish }: SessionWish) =>
    make.mutate({ ...wish, ...(plan_id ? { plan_id } : {}), starts_at: instantOf(wish.starts_at, zone) ?? '' }, { onSuccess: (one) => onMade?.(one.id) })
  return (
    <Modal open onCancel={onClose} title={t('training.sessions.add')} okText={t('training.form.ok')} onOk={form.submit} confirmLoading={make.isPending} mask={{ closable: false }} okButtonProps={{ 'data-testid': 'session-make' }}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={{ capacity: FULL }} onFinish={submit} data-testid="session-new">
        <Form.Item name="course_id" label={t('training.sessions.course')} rules={needed}><Select options={courses.map((one) => ({ value: one.id, label: `${one.name}（${t(`training.audience.${one.audience}`)}）` }))} data-testid="session-course" /></Form.Item>
        <Form.Item name="plan_id" label={t('training.sessions.plan')}><Select allowClear options={plans.map((one) => ({ value: one.id, label: t('training.plans.line', { year: one.year, name: one.name }) }))} /></Form.Item>
        <Form.Item name="starts_at" label={t('training.form.starts')} rules={needed}><Input type="datetime-local" data-testid="session-starts" /></Form.Item>
        <Form.Item name="place" label={t('training.sessions.place')} rules={needed}><Input maxLength={120} data-testid="session-place" /></Form.Item>
        <Form.Item name="teacher" label={t('training.sessions.teacher')} rules={needed}><Input maxLength={120} data-testid="session-teacher" /></Form.Item>
        <Form.Item name="capacity" label={t('training.form.capacity')} rules={needed}><InputNumber min={1} max={500} precision={0} /></Form.Item>
        <Refused error={make.error} form={form} names={{ course_id: 'course_id', plan_id: 'plan_id', starts_at: 'starts_at', place: 'place', teacher: 'teacher', capacity: 'capacity' }} />
      </Form>
    </Modal>
  )
}

export function NewPlan({ onClose, year }: Props & { year: number }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<PlanWish>()
  const make = useAddPlan()
  return (
    <Modal open onCancel={onClose} title={t('training.plans.add')} okText={t('training.form.ok')} onOk={form.submit} confirmLoading={make.isPending}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={{ year }} onFinish={({ note, ...wish }) => make.mutate({ ...wish, ...(note ? { note } : {}) }, { onSuccess: onClose })}>
        <Form.Item name="year" label={t('training.plans.year')} rules={[{ required: true, message: t('training.form.needed') }]}><InputNumber min={2012} max={2100} precision={0} /></Form.Item>
        <Form.Item name="name" label={t('training.plans.name')} rules={[{ required: true, whitespace: true, message: t('training.form.needed') }]}><Input maxLength={120} /></Form.Item>
        <Form.Item name="note" label={t('training.plans.note')}><Input.TextArea rows={3} maxLength={1000} /></Form.Item>
        <Refused error={make.error} form={form} names={{ year: 'year', name: 'name', note: 'note' }} />
      </Form>
    </Modal>
  )
}

interface CourseForm extends Omit<CourseWish, 'topics'> {
  topics?: string
}
const FIRST = { audience: 'attendant', hours: 8, pass_mark: 80, validity_months: 12 } as const

export function NewCourse({ onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<CourseForm>()
  const make = useAddCourse()
  const needed = [{ required: true, message: t('training.form.needed') }]
  const submit = ({ topics, pass_mark, ...wish }: CourseForm) =>
    make.mutate({ ...wish, pass_mark: pass_mark ?? null, topics: (topics ?? '').split('\n').map((one) => one.trim()).filter(Boolean) }, { onSuccess: onClose })
  return (
    <Modal open onCancel={onClose} title={t('training.courses.add')} okText={t('training.form.ok')} onOk={form.submit} confirmLoading={make.isPending}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={FIRST} onFinish={submit}>
        <Form.Item name="name" label={t('training.courses.name')} rules={needed}><Input maxLength={120} /></Form.Item>
        <Form.Item name="audience" label={t('training.courses.audience')}><Radio.Group options={AUDIENCES.map((value) => ({ value, label: t(`training.audience.${value}`) }))} /></Form.Item>
        <Form.Item name="hours" label={t('training.courses.hours')} rules={needed}><InputNumber min={0.5} max={500} step={0.5} /></Form.Item>
        <Form.Item name="pass_mark" label={t('training.courses.mark')} extra={t('training.courses.noMark')}><InputNumber min={0} max={100} precision={0} /></Form.Item>
        <Form.Item name="validity_months" label={t('training.courses.months')} rules={needed}><InputNumber min={1} max={60} precision={0} /></Form.Item>
        <Form.Item name="topics" label={t('training.courses.topics')} extra={t('training.courses.topicsHint')}><Input.TextArea rows={4} /></Form.Item>
        <Form.Item name="article" label={t('training.courses.article')} rules={needed}><Input maxLength={120} /></Form.Item>
        <Refused error={make.error} form={form} names={{ name: 'name', hours: 'hours', pass_mark: 'pass_mark', validity_months: 'validity_months', topics: 'topics', article: 'article' }} />
      </Form>
    </Modal>
  )
}
