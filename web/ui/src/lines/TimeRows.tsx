// The departures of a line: when, on which weekdays, on class days or all, in which season.
import { Button, Checkbox, Input, Select, Tooltip } from 'antd'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { oneMore, type TimeDraft } from './edit'

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const

interface Props {
  times: TimeDraft[]
  wrong: Readonly<Record<string, string>>
  onChange: (times: TimeDraft[]) => void
}

export function TimeRows({ times, wrong, onChange }: Props) {
  const { t } = useTranslation()
  const change = (which: number, part: Partial<TimeDraft>) => onChange(times.map((one, i) => (i === which ? { ...one, ...part } : one)))
  const weekdays = DAYS.map((day) => ({ value: day, label: t(`lines.day.d${day}`) }))
  return (
    <div className="sb-line-times">
      {times.map((one, i) => (
        <fieldset key={one.key} className="sb-permit-part">
          <legend>{t('lines.departure', { n: i + 1 })}</legend>
          <Input type="time" value={one.departs} aria-label={t('lines.departs')} onChange={({ target }) => change(i, { departs: target.value })} data-testid={`time-departs-${i}`} />
          <Checkbox checked={one.class_days_only} onChange={({ target }) => change(i, { class_days_only: target.checked })}>{t('lines.classDays')}</Checkbox>
          <Select mode="multiple" value={one.weekdays} options={weekdays} aria-label={t('lines.weekdays')} placeholder={t('lines.weekdays')} onChange={(chosen: number[]) => change(i, { weekdays: chosen.toSorted() })} data-testid={`time-weekdays-${i}`} />
          <span className="sb-line-season">
            <Input value={one.season_from ?? ''} placeholder="11-01" maxLength={5} aria-label={t('lines.seasonFrom')} onChange={({ target }) => change(i, { season_from: target.value || null })} />
            <span>{t('lines.seasonTo')}</span>
            <Input value={one.season_to ?? ''} placeholder="03-31" maxLength={5} aria-label={t('lines.seasonUntil')} onChange={({ target }) => change(i, { season_to: target.value || null })} />
            {times.length > 1 && (
              <Tooltip title={t('lines.departureRemove')}>
                <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('lines.departureRemove')} onClick={() => onChange(times.filter((_, at) => at !== i))} />
              </Tooltip>
            )}
          </span>
          {Object.entries(wrong).filter(([name]) => name === `times.${i}` || name.startsWith(`times.${i}.`)).map(([name, why]) => <small key={name} className="sb-open" role="alert">{why}</small>)}
        </fieldset>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange(oneMore(times))} data-testid="time-add">{t('lines.departureAdd')}</Button>
    </div>
  )
}
