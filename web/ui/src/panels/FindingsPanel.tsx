// The findings beside the map, filling live: newest first, those not ended marked.
import { useMemo, useState } from 'react'
import { Button, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../api/types'
import { useRuleTitle } from '../lib/useRuleTitle'
import { useLiveSummary, useServerNow } from '../live/context'
import { Empty, Waiting } from '../ui/Answer'
import { FindingItem } from './FindingItem'

/** A list beside a map is looked through, not read to its end: the page of all findings filters and sorts. */
const SHOWN_AT_ONCE = 100

interface Props {
  chosen: string | null
  onlyOpen: boolean
  onOnlyOpen: (only: boolean) => void
  onOpen: (finding: Finding) => void
}

export function FindingsPanel({ chosen, onlyOpen, onOnlyOpen, onOpen }: Props) {
  const { t } = useTranslation()
  const findings = useLiveSummary((live) => live.findings)
  const openCount = useLiveSummary((live) => live.open)
  const loaded = useLiveSummary((live) => live.loaded)
  const shown = useMemo(() => (onlyOpen ? findings.filter((finding) => finding.ended === null) : findings), [findings, onlyOpen])
  return (
    <section className="sb-findings" aria-labelledby="findings-title" data-testid="findings-panel">
      <header className="sb-panel-head">
        <h2 id="findings-title">{t('findings.title')}</h2>
        <span className="sb-count" data-some={openCount > 0} data-testid="open-count">
          {t('findings.openCount', { count: openCount })}
        </span>
        <label className="sb-only-open">
          <Switch size="small" checked={onlyOpen} onChange={onOnlyOpen} aria-label={t('findings.onlyOpen')} />
          <span>{t('findings.onlyOpen')}</span>
        </label>
      </header>
      {loaded ? <List findings={shown} chosen={chosen} onlyOpen={onlyOpen} onOpen={onOpen} /> : <Waiting rows={9} />}
    </section>
  )
}

function List({ findings, chosen, onlyOpen, onOpen }: Pick<Props, 'chosen' | 'onlyOpen' | 'onOpen'> & { findings: readonly Finding[] }) {
  const { t } = useTranslation()
  const now = useServerNow(5000)
  const titleOf = useRuleTitle()
  // those that were there when the list was first shown; later ones are marked as fresh
  const [most, setMost] = useState(SHOWN_AT_ONCE)
  const [atFirst] = useState<ReadonlySet<string>>(() => new Set(findings.map((finding) => finding.id)))
  if (findings.length === 0) {
    return onlyOpen ? (
      <Empty title={t('findings.emptyOpen')} hint={t('findings.emptyOpenHint')} />
    ) : (
      <Empty title={t('findings.emptyTitle')} hint={t('findings.emptyHint')} />
    )
  }
  return (
    <ul className="sb-finding-list" data-testid="findings-list">
      {findings.slice(0, most).map((finding) => (
        <FindingItem
          key={finding.id}
          finding={finding}
          title={titleOf(finding.rule)}
          now={now}
          chosen={finding.id === chosen}
          fresh={!atFirst.has(finding.id)}
          onOpen={onOpen}
        />
      ))}
      {findings.length > most && (
        <li className="sb-finding-more">
          <Button type="text" block onClick={() => setMost(most + SHOWN_AT_ONCE)} data-testid="findings-more">
            {t('findings.more', { count: findings.length - most })}
          </Button>
        </li>
      )}
    </ul>
  )
}

