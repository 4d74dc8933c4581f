// One finding in the list: what, which bus, by how much, where, when.
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../api/types'
import { age, exceeds } from '../lib/format'
import { useClock } from '../lib/useClock'
import { Plate } from '../ui/Plate'

interface Props {
  finding: Finding
  title: string
  now: number
  chosen: boolean
  fresh: boolean
  onOpen: (finding: Finding) => void
}

export const FindingItem = memo(function FindingItem({ finding, title, now, chosen, fresh, onOpen }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const open = finding.ended === null
  const value = exceeds(t, finding)
  const where = finding.place?.name ?? finding.line_name
  return (
    <li className="sb-finding" data-open={open} data-chosen={chosen} data-fresh={fresh}>
      <button
        type="button"
        className="sb-finding-button"
        data-testid="finding-item"
        data-finding={finding.id}
        data-rule={finding.rule}
        aria-current={chosen}
        onClick={() => onOpen(finding)}
      >
        <span className="sb-finding-mark" role="img" aria-label={open ? t('findings.open') : t('findings.ended')} />
        <span className="sb-finding-title">{title}</span>
        <time className="sb-finding-time" dateTime={finding.began}>
          {clock.moment(finding.began, now)}
        </time>
        <span className="sb-finding-what">
          <Plate plate={finding.plate} />
          {value && <strong>{value}</strong>}
        </span>
        <span className="sb-finding-article">{t('findings.article', { article: finding.article })}</span>
        <span className="sb-finding-where">
          {finding.delayed && <em className="sb-chip">{t('findings.delayed')}</em>} {where}
        </span>
        <span className="sb-finding-age">{open ? age(t, finding.began, now) : t('findings.ended')}</span>
      </button>
    </li>
  )
})
