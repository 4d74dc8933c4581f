// A record entered or changed: a policy, a thing aboard, a line of maintenance, a confirmation, a duty.
import { useTranslation } from 'react-i18next'
import { useAddRecord, useChangeRecord, type Paper, type RecordKind, type Wish } from '../api/registers'
import { FieldsForm } from './FieldsForm'
import { RECORD_FIELDS } from './fields'

export interface Open {
  record: RecordKind
  title: string
  /** Of a record that is changed. */
  id: string | null
  first: Wish
  /** What the form does not ask for. */
  fixed?: Wish
}

export function RecordDialog({ open, subject, version, papers, onClose }: { open: Open; subject: string; version: number; papers: Paper[]; onClose: () => void }) {
  const { t } = useTranslation()
  const add = useAddRecord()
  const change = useChangeRecord()
  const save = (values: Wish) => {
    const file = values['file_id']
    const wish = { ...values, ...open.fixed, ...(file ? { file_id: Number(file) } : {}), record: open.record, subject_id: subject, version }
    if (open.id === null) add.mutate(wish, { onSuccess: onClose })
    else change.mutate({ id: open.id, wish }, { onSuccess: onClose })
  }
  return (
    <FieldsForm
      title={open.title} fields={RECORD_FIELDS[open.record]} first={open.first} papers={papers} error={add.error ?? change.error} pending={add.isPending || change.isPending}
      {...(open.record === 'confirmation' ? { hint: t('registers.personal.confirmHint') } : {})} onSave={save} onClose={onClose}
    />
  )
}
