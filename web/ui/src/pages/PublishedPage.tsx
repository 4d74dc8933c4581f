// What is published of permits (行政许可法 30, 40): how one is applied for, the register of decisions, the state of one's own file.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { suggestLanguage } from '../i18n'
import { Decisions } from '../label/Decisions'
import { GuideView } from '../label/GuideView'
import { PublicFrame, type Place } from '../label/PublicFrame'
import { Receipt } from '../label/Receipt'

export default function PublishedPage() {
  const { t } = useTranslation()
  const [path] = useLocation()
  useEffect(() => suggestLanguage(navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'), [])
  const [, , place, number] = path.split('/')
  const here: Place = place === 'decisions' || place === 'receipt' ? place : 'guide'
  return (
    <PublicFrame title={t('label.publishedTitle')} here={here}>
      {here === 'guide' && <GuideView />}
      {here === 'decisions' && <Decisions />}
      {here === 'receipt' && <Receipt key={number} number={decodeURIComponent(number ?? '')} />}
    </PublicFrame>
  )
}
