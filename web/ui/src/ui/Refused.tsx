// Why something was not done, in the server's own sentence, with the fields at fault marked in their form.
import { useEffect } from 'react'
import { Alert, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError, type FieldProblem } from '../api/client'

interface Props {
  error: unknown
  form?: FormInstance
  /** The API's name of a field -> the form's; what is not in it is said below the sentence. */
  names?: Readonly<Record<string, string>>
}

const NONE: Readonly<Record<string, string>> = {}
/** Those of a table are shown in its rows. */
const fieldsOf = (error: unknown): FieldProblem[] => (error instanceof ApiError ? error.fields.filter((one) => !one.field.startsWith('rows.')) : [])

export function Refused({ error, form, names = NONE }: Props) {
  const { t } = useTranslation()
  useEffect(() => {
    const marks = fieldsOf(error).map(({ field, message }) => ({ name: names[field], errors: [message] }))
    form?.setFields(marks.filter((one) => one.name !== undefined))
  }, [error, form, names])
  if (!error) return null
  const said = error instanceof ApiError ? error.detail : null
  const otherwise = error instanceof ApiError && error.status === 0 ? t('error.unreachable') : t('error.server')
  const rest = fieldsOf(error).filter(({ field }) => !form || names[field] === undefined)
  return (
    <Alert
      type="error" showIcon data-testid="refused" title={said ?? otherwise}
      description={rest.length > 0 && <ul className="sb-plain">{rest.map((one) => <li key={one.field + one.message}>{`${one.field}: ${one.message}`}</li>)}</ul>}
    />
  )
}
