// What the office answers: photographs first, each sent as it is chosen, then words and a name.
import { useRef } from 'react'
import { Button, Form, Input } from 'antd'
import { CameraOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useAnswer, useSendPhoto, type Asked } from '../api/answer'
import { Refused } from '../ui/Refused'
import { Photos } from './Photos'
import { fitting } from './photo'

const NAMES = { name: 'name', note: 'note' }

export function AnswerForm({ token, asked }: { token: string; asked: Asked }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ name: string; note: string }>()
  const send = useSendPhoto(token)
  const answer = useAnswer(token)
  const input = useRef<HTMLInputElement>(null)
  const evidence = asked.photos.filter((one) => one.purpose === 'evidence')
  const sendAll = async (files: File[]) => {
    for (const file of files) await send.mutateAsync({ photo: await fitting(file), name: file.name })
  }
  return (
    <section className="sb-answer-card" data-testid="answer-form">
      {asked.sent_back !== null && (
        <div className="sb-note" data-testid="answer-back">
          <p className="sb-open">{t('hazards.answer.back')}</p>
          <p className="sb-hazard-said">{asked.sent_back}</p>
          <p>{t('hazards.answer.backHint')}</p>
        </div>
      )}
      <h3>{t('hazards.answer.yours')}</h3>
      <p className="sb-muted">{t('hazards.answer.yoursHint', { n: asked.photos_left })}</p>
      <Photos token={token} photos={evidence} />
      <input
        ref={input} type="file" hidden multiple accept="image/*" data-testid="answer-input"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])].slice(0, asked.photos_left)
          event.target.value = ''
          sendAll(files).catch(() => undefined) // what went wrong is said below
        }}
      />
      <Button size="large" block icon={<CameraOutlined />} loading={send.isPending} disabled={asked.photos_left === 0} onClick={() => input.current?.click()} data-testid="answer-add">
        {send.isPending ? t('hazards.answer.sending') : t('hazards.answer.add')}
      </Button>
      <Refused error={send.error} />
      <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={(given) => answer.mutate(given)} disabled={answer.isPending}>
        <Form.Item name="note" label={t('hazards.answer.note')} rules={[{ required: true, whitespace: true, message: t('hazards.answer.noteMissing') }]}>
          <Input.TextArea rows={4} maxLength={2000} placeholder={t('hazards.answer.noteExample')} data-testid="answer-note" />
        </Form.Item>
        <Form.Item name="name" label={t('hazards.answer.name')} rules={[{ required: true, whitespace: true, min: 2, max: 40, message: t('hazards.answer.nameMissing') }]}>
          <Input autoComplete="name" data-testid="answer-name" />
        </Form.Item>
        {evidence.length === 0 && <p className="sb-muted">{t('hazards.answer.photoMissing')}</p>}
        <Refused error={answer.error} form={form} names={NAMES} />
        <Button type="primary" htmlType="submit" block loading={answer.isPending} disabled={evidence.length === 0} data-testid="answer-send">{t('hazards.answer.send')}</Button>
      </Form>
    </section>
  )
}
