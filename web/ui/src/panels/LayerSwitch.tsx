// Switches the groups of the map's layers on and off.
import { Button, Checkbox, Popover, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { BlockOutlined } from '@ant-design/icons'
import { LAYER_GROUPS, toggled, type LayerGroup } from '../lib/address'

interface Props {
  hidden: readonly LayerGroup[]
  onHidden: (hidden: LayerGroup[]) => void
}

export function LayerSwitch({ hidden, onHidden }: Props) {
  const { t } = useTranslation()
  const list = (
    <ul className="sb-layers" data-testid="layer-list">
      {LAYER_GROUPS.map((group) => (
        <li key={group}>
          <Checkbox checked={!hidden.includes(group)} onChange={() => onHidden(toggled(hidden, group))} data-testid={`layer-${group}`}>
            {t(`layers.${group}`)}
          </Checkbox>
        </li>
      ))}
    </ul>
  )
  return (
    <Popover content={list} trigger="click" placement="bottomLeft" arrow={false}>
      <Tooltip title={t('layers.title')} placement="bottom">
        <Button className="sb-float-button" size="large" icon={<BlockOutlined />} aria-label={t('layers.title')} data-testid="layer-switch" />
      </Tooltip>
    </Popover>
  )
}
