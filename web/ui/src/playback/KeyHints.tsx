// The keys of a replay and what the bars of the timeline mean, at a click.
import { Button, Popover } from 'antd'
import { QuestionCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'

const BARS = ['driven', 'standing', 'gap', 'delayed', 'finding'] as const
const KEYS = [['play', 'Space'], ['step', '← →'], ['rate', '+ −'], ['findings', 'k j']] as const

export function KeyHints() {
  const { t } = useTranslation()
  const content = (
    <div className="sb-playback-hints">
      <ul>{BARS.map((bar) => <li key={bar}><i className="sb-bar" data-kind={bar} aria-hidden />{t(`playback.legend.${bar}`)}</li>)}</ul>
      <dl className="sb-keys">{KEYS.map(([what, key]) => <div key={what}><dt><kbd>{key}</kbd></dt><dd>{t(`playback.keys.${what}`)}</dd></div>)}</dl>
    </div>
  )
  return (
    <Popover content={content} trigger="click" placement="top" arrow={false}>
      <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('help.title')} data-testid="playback-help" />
    </Popover>
  )
}
