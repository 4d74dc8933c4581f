// How far a long request is, by what the same took in its preview.
import { useEffect, useState } from 'react'
import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'

const EVERY_MS = 200
const NEARLY = 97 // percent: it is done when the answer is there

export function Pace({ words, expectedMs }: { words: string; expectedMs: number }) {
  const { t } = useTranslation()
  const [spentMs, setSpentMs] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSpentMs((spent) => spent + EVERY_MS), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  const percent = Math.min(NEARLY, Math.round((spentMs / Math.max(expectedMs, EVERY_MS)) * 100))
  return (
    <div role="status" data-testid="many-pace">
      <span>{words} <span className="sb-fine">{t('rounds.many.progress', { n: Math.max(1, Math.round(expectedMs / 1000)) })}</span></span>
      <Progress percent={percent} showInfo={false} size="small" />
    </div>
  )
}
