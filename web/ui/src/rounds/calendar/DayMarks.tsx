// What a day is: a holiday with its name, a weekend that works, a guess.
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '../../api/rounds'

export function DayMarks({ day }: { day: CalendarDay }) {
  const { t } = useTranslation()
  return (
    <span className="sb-month-marks">
      {day.is_make_up && <span className="sb-chip" data-mark="make-up">{t('rounds.month.make_up')}</span>}
      {day.is_holiday && <span className="sb-chip" data-mark="holiday">{day.holiday ?? t('rounds.month.holiday')}</span>}
      {day.provisional && <Tooltip title={t('rounds.month.provisionalHint')}><span className="sb-chip" data-mark="provisional">{t('rounds.month.provisional')}</span></Tooltip>}
    </span>
  )
}
