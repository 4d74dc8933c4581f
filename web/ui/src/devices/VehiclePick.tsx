// A bus chosen by a few characters of its plate.
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useVehicles } from '../api/queries'

const plain = (plate: string) => plate.replaceAll(/[·•・.\-_ ]/g, '').toUpperCase()

const choice = ({ data }: { data: { label: string; note: string } }) => (
  <span className="sb-pick"><b>{data.label}</b><small>{data.note}</small></span>
)

interface Props {
  value?: string
  onChange?: (vehicle: string | undefined) => void
  id?: string
}

export function VehiclePick({ value, onChange, id }: Props) {
  const { t } = useTranslation()
  const vehicles = useVehicles().data?.items
  const options = (vehicles ?? []).map((one) => ({ value: one.id, label: one.plate, note: one.operator_name ?? '' }))
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value ? { value } : {})}
      {...(onChange ? { onChange } : {})}
      allowClear loading={!vehicles} options={options} placeholder={t('devices.vehiclePick')} data-testid="vehicle-pick"
      showSearch={{ filterOption: (typed, option) => plain(String(option?.label ?? '')).includes(plain(typed)) }}
      optionRender={choice}
    />
  )
}
