// The form of a public report: on a phone one column, big targets; what is typed is kept whatever happens.
import { useMemo, useRef, useState } from 'react'
import { Alert, Button, Form, Input, Radio } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { FORM_KEY, KINDS, pause, sendReport, useOpenForm, type Receipt, type Told } from '../../api/publicReports'
import { useConfig } from '../../api/queries'
import { instantOf, wallOf } from '../../lib/wallClock'
import { Failure, Waiting } from '../../ui/Answer'
import { Refused } from '../../ui/Refused'
import { dropDraft, keepDraft, keepTicket, readDraft, readTicket, type Draft } from './draft'
import { PhotosPick } from './PhotosPick'
import { PlacePick } from './PlacePick'

const NAMES = { kind: 'kind', words: 'words', place: 'place', point: 'place', body: 'place', happened_at: 'when', plate: 'plate', name: 'name', phone: 'phone' } as const
const MARGIN_S = 0.5
const PHONE = /^[0-9+()\-\s]{5,30}$/

export function ReportForm({ onSent }: { onSent: (receipt: Receipt, photos: File[]) => void }) {
  const open = useOpenForm()
  if (open.data) return <Body form={open.data} onSent={onSent} />
  return open.isError ? <Failure error={open.error} retry={() => void open.refetch()} /> : <Waiting rows={10} />
}

function Body({ form: opened, onSent }: { form: NonNullable<ReturnType<typeof useOpenForm>['data']>; onSent: (receipt: Receipt, photos: File[]) => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Draft>()
  const zone = useConfig().data?.timezone ?? 'Asia/Shanghai'
  const [photos, setPhotos] = useState<File[]>([])
  const [incomplete, setIncomplete] = useState(false)
  const ticket = useRef(readTicket() ?? opened.ticket)
  const [opening] = useState(() => ({ at: Date.now(), draft: readDraft() }))
  const first = useMemo<Draft>(() => ({ when: wallOf(opening.at, zone), ...opening.draft }), [opening, zone])
  const keep = (given: string) => {
    ticket.current = given
    keepTicket(given)
  }
  const send = useMutation({
    mutationFn: async (draft: Draft) => {
      keep(ticket.current)
      await pause(opened.least_s + MARGIN_S - (Date.now() - opening.at) / 1000)
      return sendReport(toldOf(draft, zone), ticket.current, keep)
    },
    onSuccess: (receipt) => {
      dropDraft()
      queries.removeQueries({ queryKey: FORM_KEY }) // its ticket is used
      onSent(receipt, photos)
    },
  })
  return (
    <Form
      form={form} layout="vertical" requiredMark={false} size="large" initialValues={first} data-testid="report-form" scrollToFirstError disabled={send.isPending}
      onValuesChange={(_part, all: Draft) => keepDraft(all)} onFinish={(draft) => { setIncomplete(false); send.mutate(draft) }} onFinishFailed={() => setIncomplete(true)}
    >
      <p className="sb-muted">{t('report.lead')}</p>
      <Form.Item name="kind" label={t('report.kindLabel')} rules={[{ required: true, message: t('report.kindMissing') }]}>
        <Radio.Group className="sb-report-kinds" optionType="button" data-testid="report-kind" options={KINDS.map((value) => ({ value, label: t(`report.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="words" label={t('report.wordsLabel')} rules={[{ required: true, whitespace: true, message: t('report.wordsMissing') }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={2000} placeholder={t('report.wordsExample')} data-testid="report-words" />
      </Form.Item>
      <Form.Item
        name="place" label={t('report.placeLabel')} dependencies={['point']}
        rules={[({ getFieldValue }) => ({ validator: async (_rule, value: string | undefined) => { if (!value?.trim() && !getFieldValue('point')) throw new Error(t('report.placeMissing')) } })]}
      >
        <Input maxLength={200} placeholder={t('report.placeExample')} data-testid="report-place" />
      </Form.Item>
      <Form.Item name="point" className="sb-report-close"><PlacePick /></Form.Item>
      <Form.Item name="when" label={t('report.whenLabel')}><Input type="datetime-local" data-testid="report-when" /></Form.Item>
      <Form.Item name="plate" label={t('report.plateLabel')}><Input maxLength={20} autoCapitalize="characters" placeholder={t('report.plateExample')} data-testid="report-plate" /></Form.Item>
      <Form.Item label={t('report.photosLabel', { n: opened.photos_max })} extra={t('report.photosHint')}>
        <PhotosPick files={photos} most={opened.photos_max} mostBytes={opened.photo_max_bytes} onFiles={setPhotos} />
      </Form.Item>
      <section className="sb-report-contact" aria-labelledby="report-contact-title">
        <h2 id="report-contact-title">{t('report.contactLabel')}</h2>
        <p className="sb-muted">{t('report.contactWhy', { n: opened.contact_days })}</p>
        <Form.Item name="name" label={t('report.name')}><Input maxLength={50} autoComplete="name" data-testid="report-name" /></Form.Item>
        <Form.Item name="phone" label={t('report.phone')} rules={[{ pattern: PHONE, message: t('report.phoneWrong') }]}><Input inputMode="tel" maxLength={30} autoComplete="tel" data-testid="report-phone" /></Form.Item>
      </section>
      {/* people do not see this; programs that fill everything do */}
      <div className="sb-unseen" aria-hidden><Form.Item name="homepage" label={t('report.homepage')}><Input tabIndex={-1} autoComplete="off" /></Form.Item></div>
      <details className="sb-report-privacy"><summary>{t('report.privacyTitle')}</summary><p>{t('report.privacy', { photo: opened.photo_days, contact: opened.contact_days, refused: opened.refused_photo_days, untouched: opened.untouched_days })}</p></details>
      {send.error && <Alert type="warning" showIcon title={t('report.failed')} description={t('report.keptShort')} data-testid="report-failed" />}
      <Refused error={send.error} form={form} names={NAMES} />
      {incomplete && <p className="sb-late" role="alert">{t('report.incomplete')}</p>}
      <Button type="primary" htmlType="submit" block loading={send.isPending} data-testid="report-send">{send.isPending ? t('report.sending') : t('report.send')}</Button>
      <p className="sb-fine">{t('report.kept')}</p>
    </Form>
  )
}

/** The draft in the API's words: what was left empty is left out. */
function toldOf({ when, kind, words, point, homepage, ...rest }: Draft, zone: string): Told {
  const texts = Object.fromEntries(Object.entries(rest).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])))
  const happened = instantOf(when, zone)
  return { ...texts, kind: kind ?? 'other', words: words ?? '', homepage: homepage ?? '', ...(point ? { point } : {}), ...(happened ? { happened_at: happened } : {}) }
}
