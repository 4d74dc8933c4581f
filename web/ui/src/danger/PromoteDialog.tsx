// Make a risk segment and a hazard of a dangerous segment: what is proposed needs one click, and can be changed.
import { App, Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePromote, type SegmentDetail } from '../api/danger'
import { ART_28, KINDS } from '../api/placeTypes'
import { useMay } from '../lib/may'
import { hoursOf, kindOf } from '../places/words'
import { Refused } from '../ui/Refused'
import { windowsOf } from './words'

interface Fields {
  name: string
  kind: string
  limit_kmh: number | null
  width_m: number | null
  when: 'always' | 'hours'
  hours: string
  title: string
  description: string
  grade?: 'later' | 'general' | 'major'
}

const NAMES = {
  'place.name': 'name', 'place.kind': 'kind', 'place.limit_kmh': 'limit_kmh', 'place.width_m': 'width_m', width_m: 'width_m', limit_kmh: 'limit_kmh', kind: 'kind',
  'place.hours': 'hours', title: 'title', description: 'description',
} as const

export function PromoteDialog({ one, onClose }: { one: SegmentDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const promote = usePromote(one.id)
  const grades = useMay('desk')
  const kind = Form.useWatch('kind', form) ?? one.place.kind
  const when = Form.useWatch('when', form) ?? 'always'
  const needed = [{ required: true, whitespace: true, message: t('danger.needed') }]
  const send = (fields: Fields) => {
    const limit_kmh = ART_28.includes(fields.kind) ? (fields.limit_kmh ?? null) : null
    const place = { ...one.place, name: fields.name.trim(), kind: fields.kind, width_m: fields.width_m, limit_kmh, hours: fields.when === 'hours' ? hoursOf(fields.hours ?? '') : null }
    const grade = fields.grade === undefined || fields.grade === 'later' ? null : fields.grade
    promote.mutate({ version: one.version, place, title: fields.title.trim(), description: fields.description.trim(), grade }, {
      onSuccess: () => {
        onClose()
        void message.success(t('danger.promoted'))
      },
    })
  }
  return (
    <Modal
      open onCancel={onClose} title={t('danger.promoteTitle')} okText={t('danger.confirm')} cancelText={t('danger.cancel')} onOk={form.submit} confirmLoading={promote.isPending} width={560}
      okButtonProps={{ 'data-testid': 'promote-submit' }} mask={{ closable: false }}
    >
      <Form<Fields>
        form={form} layout="vertical" className="sb-dialog" data-testid="promote-form" onFinish={send}
        initialValues={{ name: one.place.name, kind: one.place.kind, limit_kmh: one.place.limit_kmh, width_m: one.place.width_m, when: 'always', hours: windowsOf(one), title: one.title, description: one.description, grade: 'later' }}
      >
        <p className="sb-muted">{t('danger.promoteLead')}</p>
        <Form.Item name="name" label={t('danger.placeName')} rules={needed}><Input maxLength={100} data-testid="promote-name" /></Form.Item>
        <div className="sb-two">
          <Form.Item name="kind" label={t('danger.kindOf')}><Select options={KINDS.risk_segment.map((value) => ({ value, label: kindOf(t, value) }))} data-testid="promote-kind" /></Form.Item>
          <Form.Item name="width_m" label={t('danger.width')}><InputNumber min={2} max={300} style={{ width: '100%' }} /></Form.Item>
        </div>
        {ART_28.includes(kind)
          ? <Form.Item name="limit_kmh" label={t('danger.limit')}><InputNumber min={5} max={120} style={{ width: '100%' }} data-testid="promote-limit" /></Form.Item>
          : <p className="sb-fine">{t('danger.limitHint')}</p>}
        <Form.Item name="when" label={t('danger.when')}>
          <Radio.Group options={[{ value: 'always', label: t('danger.always') }, { value: 'hours', label: t('danger.onlyHours') }]} />
        </Form.Item>
        {when === 'hours' && <Form.Item name="hours" extra={t('danger.hoursHint')} rules={needed}><Input data-testid="promote-hours" /></Form.Item>}
        <Form.Item name="title" label={t('danger.hazardTitle')} rules={needed}><Input maxLength={100} data-testid="promote-title" /></Form.Item>
        <Form.Item name="description" label={t('danger.hazardWhat')} rules={needed}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
        {grades && (
          <Form.Item name="grade" label={t('danger.grade')}>
            <Radio.Group options={[{ value: 'later', label: t('danger.gradeLater') }, { value: 'general', label: t('danger.gradeGeneral') }, { value: 'major', label: t('danger.gradeMajor') }]} data-testid="promote-grade" />
          </Form.Item>
        )}
        <Refused error={promote.error} form={form} names={NAMES} />
      </Form>
    </Modal>
  )
}
