// The public page: report something (/report), or follow a report (/report/<number>). No login.
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { Receipt } from '../api/publicReports'
import { suggestLanguage } from '../i18n'
import { Follow } from '../reports/public/Follow'
import { Frame } from '../reports/public/Frame'
import { ReportForm } from '../reports/public/ReportForm'

const NO_PHOTOS: File[] = []

export default function ReportPage() {
  const [path, navigate] = useLocation()
  const [sent, setSent] = useState<{ receipt: Receipt; photos: File[] } | null>(null)
  useEffect(() => suggestLanguage(navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'), [])
  const number = path.split('/')[2]
  if (!number) {
    const show = (receipt: Receipt, photos: File[]) => {
      setSent({ receipt, photos })
      navigate(`/report/${receipt.number}#${receipt.code}`)
    }
    return <Frame following={false}><ReportForm onSent={show} /></Frame>
  }
  return (
    <Frame following>
      <Follow key={number} number={number} photos={sent?.receipt.number === number ? sent.photos : NO_PHOTOS} />
    </Frame>
  )
}
