// What is drawn with: a shape, undo, redo; and what to do now.
import { Button, Tooltip } from 'antd'
import { RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Shape } from './drawing'
import type { Tools } from './useDrawing'

export function Toolbar({ tools, shapes }: { tools: Tools; shapes: readonly Shape[] }) {
  const { t } = useTranslation()
  const { state } = tools
  return (
    <div className="sb-draw" role="toolbar" aria-label={t('place.tools')} data-testid="draw-tools">
      <div className="sb-draw-row">
        {shapes.map((shape) => (
          <Button
            key={shape} size="small" type={state.tool === shape ? 'primary' : 'default'} aria-pressed={state.tool === shape}
            onClick={() => tools.begin(shape)} data-testid={`draw-${shape}`}
          >
            {t(`place.shape.${shape}`)}
          </Button>
        ))}
        <Tooltip title={`${t('place.undo')} Ctrl+Z`}>
          <Button size="small" icon={<UndoOutlined />} aria-label={t('place.undo')} disabled={!state.canUndo} onClick={tools.undo} data-testid="draw-undo" />
        </Tooltip>
        <Tooltip title={`${t('place.redo')} Ctrl+Shift+Z`}>
          <Button size="small" icon={<RedoOutlined />} aria-label={t('place.redo')} disabled={!state.canRedo} onClick={tools.redo} data-testid="draw-redo" />
        </Tooltip>
      </div>
      <p className="sb-fine">{t(`place.howTo.${state.tool}`)}</p>
    </div>
  )
}
