// What is agreed with a platform, as fields: the same for one that is registered and one that is changed.
import { Form, Input, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { EDITIONS } from '../../api/platforms'
import { isNetwork, networksOf, WORD_MAX, type Encrypting } from '../words'

const MOST_NETWORKS = 50
/** The API's name of a field -> the form's. */
export const NAMES: Readonly<Record<string, string>> = {
  name: 'name', version: 'version', networks: 'networks', access_code: 'access_code', user_id: 'user_id', 'cipher.m1': 'm1', 'cipher.ia1': 'ia1', 'cipher.ic1': 'ic1',
  ...Object.fromEntries(Array.from({ length: MOST_NETWORKS }, (_, n) => [`networks.${n}`, 'networks'])),
}

export function Agreed({ encryptings }: { encryptings: readonly Encrypting[] }) {
  const { t } = useTranslation()
  const networks = (_rule: unknown, typed: string | undefined) => {
    const all = networksOf(typed ?? '')
    if (all.length === 0) return Promise.reject(new Error(t('platform.networksMissing')))
    const wrong = all.find((one) => !isNetwork(one))
    return wrong === undefined ? Promise.resolve() : Promise.reject(new Error(t('platform.notANetwork', { text: wrong })))
  }
  return (
    <>
      <Form.Item name="name" label={t('columns.name')} rules={[{ required: true, whitespace: true, message: t('platform.nameMissing') }]}>
        <Input autoFocus maxLength={100} autoComplete="off" placeholder={t('platform.nameExample')} data-testid="platform-name" />
      </Form.Item>
      <Form.Item name="version" label={t('platform.editionHint')}>
        <Radio.Group options={EDITIONS.map((value) => ({ value, label: t('platform.editionOf', { year: value }) }))} />
      </Form.Item>
      <Form.Item name="networks" label={t('platform.networks')} extra={t('platform.networksHint')} required rules={[{ validator: networks }]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} placeholder="203.0.113.0/28" spellCheck={false} data-testid="platform-networks" />
      </Form.Item>
      <Form.Item name="encrypting" label={t('howto.encryption')} extra={t('platform.encryptingHint')}>
        <Radio.Group options={encryptings.map((value) => ({ value, label: <span data-testid={`encrypting-${value}`}>{t(`platform.encrypting.${value}`)}</span> }))} />
      </Form.Item>
      <Constants />
    </>
  )
}

/** M1, IA1, IC1: all three, or none. */
function Constants() {
  const { t } = useTranslation()
  const given = Form.useWatch('encrypting') === 'given'
  if (!given) return null
  return (
    <div className="sb-three">
      {(['m1', 'ia1', 'ic1'] as const).map((name) => <Word key={name} name={name} label={name.toUpperCase()} missing={t('platform.constantMissing')} />)}
    </div>
  )
}

interface WordProps {
  name: string
  label: string
  least?: number
  placeholder?: string
  /** What is said where it is left out; it may be, where nothing is. */
  missing?: string
}

/** A number of four bytes. */
export function Word({ name, label, least = 0, placeholder = '', missing }: WordProps) {
  return (
    <Form.Item name={name} label={label} {...(missing ? { rules: [{ required: true, message: missing }] } : {})}>
      <InputNumber min={least} max={WORD_MAX} precision={0} controls={false} placeholder={placeholder} className="sb-whole" data-testid={`platform-${name}`} />
    </Form.Item>
  )
}
