// The lists of training: sessions with the plans of the year, certificates, courses.
import { useMemo, useState } from 'react'
import { Button, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { certificateAddress, useCertificates, useCourses, usePlans, useSessions, useWithdraw, type Certificate, type Course, type Session } from '../api/training'
import { useClock } from '../lib/useClock'
import { useMay } from '../lib/may'
import { DataTable } from '../table/DataTable'
import type { Column } from '../table/rows'
import { Refused } from '../ui/Refused'
import { CourseExam } from './exam/CourseExam'

export const SESSION_TONE = { planned: 'quiet', held: 'late', closed: 'good', cancelled: 'quiet' } as const
export const VALID_TONE = { valid: 'good', expired: 'bad', withdrawn: 'bad' } as const

export function Sessions() {
  const { t } = useTranslation()
  const clock = useClock()
  const [, navigate] = useLocation()
  const answer = useSessions()
  const columns = useMemo(() => {
    const when = (one: Session) => `${clock.date(one.starts_at)} ${clock.time(one.starts_at).slice(0, 5)}`
    return [
      { key: 'course', title: t('training.sessions.course'), text: (one) => one.course.name, render: (one) => <span className="sb-strong">{one.course.name}</span> },
      { key: 'starts', title: t('training.sessions.starts'), text: when, order: (one) => Date.parse(one.starts_at) },
      { key: 'state', title: t('training.sessions.state'), filter: true, text: (one) => t(`training.state.${one.state}`), render: (one) => <span className="sb-chip" data-tone={SESSION_TONE[one.state]}>{t(`training.state.${one.state}`)}</span> },
      { key: 'people', title: t('training.sessions.people'), numeric: true, text: (one) => `${one.present} / ${one.invited}`, order: (one) => one.present },
      { key: 'passed', title: t('training.sessions.passed'), numeric: true, text: (one) => String(one.passed), order: (one) => one.passed },
      { key: 'place', title: t('training.sessions.place'), text: (one) => one.place },
      { key: 'teacher', title: t('training.sessions.teacher'), text: (one) => one.teacher },
      { key: 'organiser', title: t('training.sessions.organiser'), filter: true, text: (one) => one.organiser.name },
      { key: 'plan', title: t('training.sessions.plan'), filter: true, text: (one) => one.plan?.name ?? '' },
    ] satisfies Column<Session>[]
  }, [t, clock])
  return (
    <>
      <Plans />
      <DataTable<Session>
        name="training-sessions" rows={answer.data?.items} cut={answer.data?.cut ?? false} error={answer.error} refresh={() => void answer.refetch()} columns={columns} rowKey={(one) => one.id}
        empty={{ title: t('training.sessions.empty'), hint: t('training.sessions.emptyHint') }} onRow={(one) => navigate(`/training/sessions/${one.id}`)}
      />
    </>
  )
}

function Plans() {
  const { t } = useTranslation()
  const plans = usePlans().data ?? []
  return (
    <section className="sb-permit-card" data-testid="training-plans">
      <h2>{t('training.plans.title')}</h2>
      {plans.length === 0 && <p className="sb-muted">{t('training.plans.none')}</p>}
      <ul className="sb-training-plans">
        {plans.map((one) => (
          <li key={one.id}>
            <b>{t('training.plans.line', { year: one.year, name: one.name })}</b>
            <span className="sb-fine">{one.organiser.name} · {t('training.plans.done', { closed: one.closed, sessions: one.sessions })}</span>
            {one.note && <span className="sb-muted">{one.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Certificates() {
  const { t } = useTranslation()
  const may = useMay('layDownTraining')
  const answer = useCertificates()
  const [taking, setTaking] = useState<Certificate | null>(null)
  const columns = useMemo(
    () =>
      [
        { key: 'number', title: t('training.certificates.number'), text: (one) => one.number, render: (one) => <a href={certificateAddress(one.id)} aria-label={`${t('training.certificates.open')} ${one.number}`}>{one.number}</a> },
        { key: 'person', title: t('training.certificates.person'), text: (one) => one.person.name, render: (one) => <span className="sb-strong">{one.person.name}</span> },
        { key: 'kind', title: t('training.coverage.kind'), filter: true, text: (one) => t(`training.audience.${one.audience}`) },
        { key: 'organisation', title: t('training.certificates.organisation'), filter: true, text: (one) => one.organisation_name },
        { key: 'course', title: t('training.certificates.course'), text: (one) => one.course },
        { key: 'issued', title: t('training.certificates.issued'), text: (one) => one.issued_on },
        { key: 'until', title: t('training.certificates.until'), text: (one) => one.valid_to },
        { key: 'state', title: t('training.certificates.state'), filter: true, text: (one) => t(`training.valid.${one.state}`), render: (one) => <State one={one} /> },
        { key: 'take', title: '', buttons: true, text: () => '', sortable: false, render: (one) => (may && one.state !== 'withdrawn' ? <Button size="small" danger onClick={() => setTaking(one)} data-testid="certificate-withdraw">{t('training.certificates.withdraw')}</Button> : null) },
      ] satisfies Column<Certificate>[],
    [t, may],
  )
  return (
    <>
      <DataTable<Certificate>
        name="training-certificates" rows={answer.data?.items} cut={answer.data?.cut ?? false} error={answer.error} refresh={() => void answer.refetch()} columns={columns} rowKey={(one) => one.id}
        empty={{ title: t('training.certificates.empty'), hint: t('training.certificates.emptyHint') }}
        workbook={{ list: '/training/certificates' }}
      />
      {taking && <Withdraw one={taking} onClose={() => setTaking(null)} />}
    </>
  )
}

function State({ one }: { one: Certificate }) {
  const { t } = useTranslation()
  return (
    <span className="sb-stack">
      <span className="sb-chip" data-tone={VALID_TONE[one.state]}>{t(`training.valid.${one.state}`)}</span>
      {one.withdrawn_on && <span className="sb-fine">{t('training.certificates.withdrawn', { day: one.withdrawn_on, reason: one.withdrawn_reason ?? '' })}</span>}
    </span>
  )
}

function Withdraw({ one, onClose }: { one: Certificate; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const take = useWithdraw()
  return (
    <Modal open onCancel={onClose} title={`${t('training.certificates.withdraw')} ${one.number}`} okText={t('training.certificates.withdraw')} okButtonProps={{ danger: true }} onOk={form.submit} confirmLoading={take.isPending}>
      <Form form={form} layout="vertical" className="sb-dialog" onFinish={({ reason }) => take.mutate({ id: one.id, reason }, { onSuccess: onClose })}>
        <p>{one.person.name} · {one.course}</p>
        <p className="sb-muted">{t('training.certificates.warn')}</p>
        <Form.Item name="reason" label={t('training.certificates.reason')} rules={[{ required: true, whitespace: true, message: t('training.form.needed') }]}><Input.TextArea rows={3} maxLength={1000} /></Form.Item>
        <Refused error={take.error} form={form} names={{ reason: 'reason' }} />
      </Form>
    </Modal>
  )
}

export function Courses() {
  const { t } = useTranslation()
  const answer = useCourses()
  const columns = useMemo(
    () =>
      [
        { key: 'name', title: t('training.courses.name'), text: (one) => one.name, render: (one) => <span className="sb-strong">{one.name}</span> },
        { key: 'audience', title: t('training.courses.audience'), filter: true, text: (one) => t(`training.audience.${one.audience}`) },
        { key: 'hours', title: t('training.courses.hours'), numeric: true, text: (one) => String(one.hours), order: (one) => one.hours },
        { key: 'mark', title: t('training.courses.mark'), text: (one) => (one.pass_mark === null ? t('training.courses.noMark') : t('training.courses.markN', { n: one.pass_mark })) },
        { key: 'exam', title: t('training.exam.course.title'), text: (one) => (one.exam_questions === null ? '' : t('training.exam.course.said', { questions: one.exam_questions, minutes: one.exam_minutes })), render: (one) => <CourseExam one={one} /> },
        { key: 'months', title: t('training.courses.months'), text: (one) => t('training.courses.monthsN', { n: one.validity_months }), order: (one) => one.validity_months },
        { key: 'topics', title: t('training.courses.topics'), text: (one) => one.topics.join('、') },
        { key: 'article', title: t('training.courses.article'), text: (one) => one.article },
      ] satisfies Column<Course>[],
    [t],
  )
  return (
    <DataTable<Course>
      name="training-courses" rows={answer.data} error={answer.error} refresh={() => void answer.refetch()} columns={columns} rowKey={(one) => one.id}
      empty={{ title: t('training.courses.empty'), hint: t('training.courses.emptyHint') }}
    />
  )
}
