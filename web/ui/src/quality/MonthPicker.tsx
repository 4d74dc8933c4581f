// Which month: one back, one on, or any of the last two years.
import { Button, Select, Space } from 'antd'
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { monthFrom } from './address'

const MONTHS_BACK = 24

export function MonthPicker({ month, present, choose }: { month: string; present: string; choose: (month: string) => void }) {
  const { t } = useTranslation()
  const listed = Array.from({ length: MONTHS_BACK }, (_, back) => monthFrom(present, -back))
  const months = listed.includes(month) ? listed : [month, ...listed]
  return (
    <Space.Compact>
      <Button icon={<LeftOutlined />} aria-label={t('quality.monthBefore')} onClick={() => choose(monthFrom(month, -1))} data-testid="month-before" />
      <Select<string>
        value={month} onChange={choose} aria-label={t('quality.month')} className="sb-quality-month" data-testid="month"
        options={months.map((value) => ({ value, label: value }))}
      />
      <Button
        icon={<RightOutlined />} aria-label={t('quality.monthAfter')} disabled={month >= present} onClick={() => choose(monthFrom(month, 1))}
        data-testid="month-after"
      />
    </Space.Compact>
  )
}
