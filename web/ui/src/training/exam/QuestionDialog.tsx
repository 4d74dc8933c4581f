// One question written: its options with what is right marked beside each; an edit makes the next version.
import { Button, Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { QUESTION_KINDS, useSaveQuestion, type Question, type QuestionKind } from '../../api/exam'
import { useCourses } from '../../api/training'
import { Refused } from '../../ui/Refused'
import { LETTERS } from './paper'

interface Typed {
  course_id: string
  kind: QuestionKind
  text: string
  options: { text: string; right?: boolean }[]
  truth: 0 | 1
  source: string
}
const FIRST: Partial<Typed> = { kind: 'single', options: [{ text: '', right: true }, { text: '' }, { text: '' }], truth: 0 }
const LEAST = 2
const WIDE_PX = 640

const typedOf = (one: Question): Typed => ({
  course_id: one.course.id, kind: one.kind, text: one.text, source: one.source, truth: one.right[0] === 1 ? 1 : 0,
  options: one.options.map((text, at) => ({ text, right: one.right.includes(at) })),
})

export function QuestionDialog({ one, onClose }: { one?: Question; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Typed>()
  const save = useSaveQuestion()
  const courses = useCourses().data ?? []
  const kind = Form.useWatch('kind', form) ?? one?.kind ?? 'single'
  const needed = [{ required: true, whitespace: true, message: t('training.form.needed') }]
  const submit = (typed: Typed) => {
    const truth = typed.kind === 'true_false'
    const right = truth ? [typed.truth] : typed.options.flatMap((option, at) => (option.right ? [at] : []))
    const said = { kind: typed.kind, text: typed.text, options: truth ? [] : typed.options.map((option) => option.text), right, source: typed.source }
    save.mutate(one ? { ...said, id: one.id } : { ...said, course_id: Number(typed.course_id) }, { onSuccess: onClose })
  }
  return (
    <Modal open onCancel={onClose} width={WIDE_PX} mask={{ closable: false }} title={t(one ? 'training.exam.bank.edit' : 'training.exam.bank.add')} okText={t('training.form.ok')} onOk={form.submit} confirmLoading={save.isPending} okButtonProps={{ 'data-testid': 'question-save' }}>
      <Form form={form} layout="vertical" className="sb-dialog" initialValues={one ? typedOf(one) : FIRST} onFinish={submit} data-testid="question-form">
        {one && <p className="sb-muted">{t('training.exam.bank.editHint')}</p>}
        <Form.Item name="course_id" label={t('training.exam.bank.course')} rules={needed}><Select disabled={Boolean(one)} options={courses.map((course) => ({ value: course.id, label: course.name }))} data-testid="question-course" /></Form.Item>
        <Form.Item name="kind" label={t('training.exam.bank.kind')}><Radio.Group optionType="button" options={QUESTION_KINDS.map((value) => ({ value, label: t(`training.exam.kind.${value}`) }))} /></Form.Item>
        <Form.Item name="text" label={t('training.exam.bank.text')} rules={needed}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} data-testid="question-text" /></Form.Item>
        {kind === 'true_false' ? (
          <Form.Item name="truth" label={t('training.exam.bank.right')} initialValue={0}><Radio.Group options={[{ value: 0, label: t('training.exam.truth.yes') }, { value: 1, label: t('training.exam.truth.no') }]} /></Form.Item>
        ) : (
          <Options kind={kind} />
        )}
        <Form.Item name="source" label={t('training.exam.bank.source')} extra={t('training.exam.bank.sourceHint')} rules={needed}><Input maxLength={120} data-testid="question-source" /></Form.Item>
        <Refused error={save.error} form={form} names={{ course_id: 'course_id', text: 'text', source: 'source' }} />
      </Form>
    </Modal>
  )
}

function Options({ kind }: { kind: QuestionKind }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<Typed>()
  /** Of a single choice, marking one takes the mark off the others. */
  const mark = (at: number) => {
    if (kind !== 'single') return
    form.setFieldValue('options', form.getFieldValue('options').map((option: Typed['options'][number], place: number) => ({ ...option, right: place === at })))
  }
  return (
    <Form.List name="options">
      {(fields, { add, remove }) => (
        <div className="sb-exam-options">
          <span className="sb-fine">{t('training.exam.bank.rightHint')}</span>
          {fields.map(({ key, name }, at) => (
            <div key={key} className="sb-exam-option">
              <Form.Item name={[name, 'right']} valuePropName="checked" noStyle><Checkbox onChange={() => mark(at)} aria-label={`${t('training.exam.bank.right')} ${LETTERS[at]}`}>{LETTERS[at]}</Checkbox></Form.Item>
              <Form.Item name={[name, 'text']} noStyle rules={[{ required: true, whitespace: true, message: t('training.form.needed') }]}><Input maxLength={200} aria-label={t('training.exam.bank.option', { letter: LETTERS[at] })} /></Form.Item>
              {fields.length > LEAST && <Button type="text" icon={<DeleteOutlined />} aria-label={t('training.exam.bank.less', { letter: LETTERS[at] })} onClick={() => remove(name)} />}
            </div>
          ))}
          {fields.length < LETTERS.length && <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ text: '' })}>{t('training.exam.bank.more')}</Button>}
        </div>
      )}
    </Form.List>
  )
}
