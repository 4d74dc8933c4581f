// A driver, an attendant or a safety person entered: of a school or an operator its own, by a clerk of whichever he chooses.
import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrganisations } from '../api/hazards'
import { useAddPerson } from '../api/registers'
import { named } from '../i18n'
import { useMay } from '../lib/may'
import { FieldsForm } from './FieldsForm'
import { PERSON_FIELDS } from './fields'

const FIELDS = PERSON_FIELDS.filter((one) => one.name !== 'left_on')
const KINDS = ['driver', 'attendant', 'safety'] as const

export function NewPerson({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t, i18n } = useTranslation()
  const add = useAddPerson()
  const forOthers = useMay('applyForOthers')
  const all = useOrganisations().data ?? []
  const employers = all.filter((one) => one.kind === 'school' || one.kind === 'operator').map((one) => ({ value: one.id, label: named(i18n.language, one.name, one.name_en) }))
  return (
    <FieldsForm title={t('registers.addPerson')} fields={FIELDS} first={{ kind: 'driver' }} papers={[]} error={add.error} pending={add.isPending} onSave={(wish) => add.mutate(wish, { onSuccess: (made) => onMade(made.id) })} onClose={onClose}>
      <Form.Item name="kind" label={t('registers.field.personKind')}>
        <Select options={KINDS.map((value) => ({ value, label: t(`registers.kind.${value}`) }))} data-testid="person-kind" />
      </Form.Item>
      {forOthers && (
        <Form.Item name="organisation_id" label={t('registers.field.organisation_id')} rules={[{ required: true, message: t('registers.needed') }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={employers} data-testid="person-organisation" />
        </Form.Item>
      )}
    </FieldsForm>
  )
}
