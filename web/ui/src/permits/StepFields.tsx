// One thing that a step asks for, as its own field.
import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { OPINIONS, type May, type Need } from '../api/permits'

const CLASSES = ['A1', 'A2', 'A3', 'B1', 'B2', 'C1', 'C2']

interface Props {
  name: Need
  needed: boolean
  step: May
  today: string
}

export function Asked({ name, needed, step, today }: Props) {
  const { t } = useTranslation()
  const rules = needed ? [{ required: true, message: t('permits.ask.needed'), ...(name === 'classes' ? {} : { whitespace: true }) }] : []
  if (name === 'inspectors') {
    return (
      <div className="sb-two">
        {([1, 2] as const).map((n) => (
          <Form.Item key={n} name={`inspector_${n}`} label={`${t('permits.ask.inspectors')} · ${t('permits.ask.inspector', { n })}`} rules={rules}><Input maxLength={200} data-testid={`ask-inspector-${n}`} /></Form.Item>
        ))}
      </div>
    )
  }
  const label = name === 'dated_on' && !step.recorded ? t('permits.ask.dated_own') : t(`permits.ask.${name}`)
  return (
    <Form.Item name={name} label={label} rules={rules} extra={needed ? undefined : t('permits.ask.openEnd')}>
      {field(name, today)}
    </Form.Item>
  )

  function field(asked: Need, latest: string) {
    const id = `ask-${asked}`
    switch (asked) {
      case 'note': return <Input.TextArea rows={3} maxLength={2000} data-testid={id} />
      case 'missing': return <Input.TextArea rows={4} placeholder={t('permits.ask.missingExample')} data-testid={id} />
      case 'opinion': return <Radio.Group optionType="button" options={OPINIONS.map((value) => ({ value, label: t(`permits.opinion.${value}`) }))} data-testid={id} />
      case 'ground': {
        const ground = step.step === 'annul' ? 'fraud' : 'false_papers'
        return <Select allowClear options={[{ value: ground, label: t(`permits.ground.${ground}`) }]} data-testid={id} />
      }
      case 'classes': return <Select mode="multiple" options={CLASSES.map((value) => ({ value, label: value }))} data-testid={id} />
      case 'points': return <InputNumber min={0} max={99} precision={0} data-testid={id} />
      case 'appointment': return <Input type="datetime-local" data-testid={id} />
      case 'dated_on': case 'licence_first_on': case 'cycle_ends': return <Input type="date" max={latest} data-testid={id} />
      case 'until': case 'valid_from': case 'valid_to': return <Input type="date" data-testid={id} />
      default: return <Input maxLength={64} data-testid={id} />
    }
  }
}
