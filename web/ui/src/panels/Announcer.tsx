// Says each new finding to those who listen instead of look.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRuleTitle } from '../lib/useRuleTitle'
import { useLiveStore } from '../live/context'

export function Announcer() {
  const { t } = useTranslation()
  const store = useLiveStore()
  const titleOf = useRuleTitle()
  const [text, setText] = useState('')
  const said = useRef(new Set<string>())
  useEffect(
    () =>
      store.subscribe((change) => {
        const fresh = change.findings.filter((finding) => finding.ended === null && !said.current.has(finding.id))
        for (const finding of change.findings) said.current.add(finding.id)
        const newest = fresh.at(-1)
        if (!change.all && newest) setText(t('findings.fresh', { title: titleOf(newest.rule), plate: newest.plate }))
      }),
    [store, t, titleOf],
  )
  return (
    <div className="sb-unseen" aria-live="polite" role="status" data-testid="announcer">
      {text}
    </div>
  )
}
