// The six metrics as figures; what each means, where that is from and what is ours in it shows at a hover, a tap or by key.
import { Popover } from 'antd'
import { InfoCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Definition, Quality, Share } from '../api/quality'
import { named } from '../i18n'
import { Facts } from '../ui/Facts'
import { isPoor, ofHowMany, percent } from './figures'

interface Props {
  definitions: Definition[]
  /** Whose figures; the platform's own connectivity comes from `platform`. */
  shown: Quality
  platform: Quality | undefined
}

export function Figures({ definitions, shown, platform }: Props) {
  return (
    <ul className="sb-figures">
      {definitions.map((definition) => (
        <li key={definition.id}>
          <Figure
            definition={definition}
            share={shown.metrics[definition.id] ?? platform?.metrics[definition.id]}
            breaks={definition.id === 'connectivity' ? (platform?.breaks ?? null) : null}
            judged={shown.received > 0}
          />
        </li>
      ))}
    </ul>
  )
}

interface FigureProps {
  definition: Definition
  share: Share | undefined
  breaks: number | null
  /** A month of nothing is neither good nor poor. */
  judged: boolean
}

function Figure({ definition, share, breaks, judged }: FigureProps) {
  const { t, i18n } = useTranslation()
  const poor = judged && isPoor(definition, share)
  return (
    <Popover trigger={['hover', 'click', 'focus']} placement="bottomLeft" content={<Meaning definition={definition} />}>
      <button type="button" className="sb-figure" data-testid={`figure-${definition.id}`} data-poor={poor}>
        <span className="sb-figure-name">
          {named(i18n.language, definition.name.zh, definition.name.en)}
          <InfoCircleOutlined aria-hidden />
        </span>
        <strong>{share && share.rate !== null ? percent(share.rate) : t('common.none')}</strong>
        <span className="sb-figure-of">{share && share.denominator > 0 ? ofHowMany(t, share, definition.unit) : t('quality.nothingYet')}</span>
        {breaks !== null && breaks > 0 && <span className="sb-figure-of">{t('quality.breaks', { count: breaks })}</span>}
        {poor && definition.floor !== null && (
          <span className="sb-chip" data-tone="bad">
            {t(definition.less_is_better ? 'quality.aboveFloor' : 'quality.belowFloor', { floor: `${Math.round(definition.floor * 100)}%` })}
          </span>
        )}
      </button>
    </Popover>
  )
}

function Meaning({ definition }: { definition: Definition }) {
  const { t, i18n } = useTranslation()
  const said = (words: { zh: string; en: string }) => named(i18n.language, words.zh, words.en)
  const floor = definition.floor === null ? null : `${Math.round(definition.floor * 100)}%`
  return (
    <div className="sb-meaning" data-testid={`meaning-${definition.id}`}>
      <Facts
        facts={[
          [t('quality.formula'), said(definition.formula)],
          [t('quality.ours'), said(definition.ours)],
          [t('quality.floor'), floor && t(definition.less_is_better ? 'quality.zeroAbove' : 'quality.zeroBelow', { floor })],
          [t('quality.source'), said(definition.source)],
        ]}
      />
    </div>
  )
}
