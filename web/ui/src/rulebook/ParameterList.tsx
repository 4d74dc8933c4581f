// The tolerances of a rule: what each is now, what the program would take, and what was dated by whom.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Parameter } from '../api/rulebook'
import { wordOr } from '../i18n'
import { useClock } from '../lib/useClock'
import { useServerNow } from '../live/context'

export function ParameterList({ parameters, onChange }: { parameters: Parameter[]; onChange?: ((parameter: Parameter) => void) | undefined }) {
  const { t } = useTranslation()
  if (parameters.length === 0) return null
  return (
    <details className="sb-parameters">
      <summary>{t('rulebook.parameters')}</summary>
      <ul className="sb-plain">
        {parameters.map((one) => <Line key={one.name} parameter={one} onChange={onChange} />)}
      </ul>
    </details>
  )
}

/** "corridor_m" of "R26.corridor_m": what the dictionary knows a parameter by. */
const shortOf = (name: string) => name.slice(name.lastIndexOf('.') + 1)

export function useParameterWords() {
  const { t } = useTranslation()
  return {
    name: (one: Parameter) => wordOr(t, `rulebook.parameter.${shortOf(one.name)}`, one.name),
    value: (value: number | null, unit: string) =>
      value === null ? t('rulebook.noLimit') : t('quantity', { value, unit: wordOr(t, `rulebook.unit.${unit}`, unit) }),
  }
}

function Line({ parameter, onChange }: { parameter: Parameter; onChange?: ((parameter: Parameter) => void) | undefined }) {
  const { t } = useTranslation()
  const words = useParameterWords()
  const clock = useClock()
  const now = useServerNow(60_000)
  const { unit } = parameter
  return (
    <li data-testid={`parameter-${parameter.name}`}>
      <span className="sb-inline">
        <span>{words.name(parameter)}</span>
        <strong>{words.value(parameter.value, unit)}</strong>
        {onChange && <Button size="small" type="link" onClick={() => onChange(parameter)}>{t('rulebook.change')}</Button>}
      </span>
      <div className="sb-muted sb-fine">{t('rulebook.standardOf', { value: words.value(parameter.default, unit), source: parameter.source })}</div>
      {parameter.history.map((row) => (
        <div key={row.since} className="sb-muted sb-fine">{t('rulebook.dated', { time: clock.moment(row.since, now), value: words.value(row.value, unit), source: row.source })}</div>
      ))}
    </li>
  )
}
