// The findings of one bus that have not ended, each a way to its evidence.
import { useTranslation } from 'react-i18next'
import { RightOutlined } from '@ant-design/icons'
import type { Finding } from '../api/types'
import { age, exceeds } from '../lib/format'
import { useRuleTitle } from '../lib/useRuleTitle'
import { useServerNow } from '../live/context'

export function BusFindings({ findings, onOpen }: { findings: Finding[]; onOpen: (finding: Finding) => void }) {
  const { t } = useTranslation()
  const now = useServerNow(5000)
  const titleOf = useRuleTitle()
  if (findings.length === 0) return null
  return (
    <section className="sb-block" aria-label={t('bus.openFindings')}>
      <ul className="sb-open-findings">
        {findings.map((finding) => (
          <li key={finding.id}>
            <button type="button" onClick={() => onOpen(finding)} data-testid="bus-finding">
              <span className="sb-strong">{titleOf(finding.rule)}</span>
              <span className="sb-grow">{exceeds(t, finding)}</span>
              <span className="sb-muted">{age(t, finding.began, now)}</span>
              <RightOutlined aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
