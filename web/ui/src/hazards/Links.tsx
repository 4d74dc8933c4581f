// How an office without an account answers: the letter with its code, a one-time link shown once, and those given out before.
import { useState } from 'react'
import { Button, Input, Space } from 'antd'
import { FilePdfOutlined, LinkOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useIssueLink, useLetter, useWithdrawLink, type HazardDetail } from '../api/hazards'
import { useClock } from '../lib/useClock'
import { saveBlob } from '../table/csv'
import { Refused } from '../ui/Refused'

export function Links({ one }: { one: HazardDetail }) {
  const { t } = useTranslation()
  const clock = useClock()
  const issue = useIssueLink(one.id)
  const letter = useLetter(one.id)
  const withdraw = useWithdrawLink(one.id)
  if (!one.may_link && one.links.length === 0) return null
  return (
    <section className="sb-block" data-testid="hazard-links">
      <h3>{t('hazards.links.title')}</h3>
      {one.may_link && (
        <>
          <p className="sb-muted">{t('hazards.links.lead')}</p>
          <div className="sb-actions">
            <Button icon={<FilePdfOutlined />} loading={letter.isPending} onClick={() => letter.mutate(undefined, { onSuccess: (made) => saveBlob(t('hazards.links.file', { n: one.id }), made) })} data-testid="hazard-letter">{t('hazards.links.letter')}</Button>
            <Button icon={<LinkOutlined />} loading={issue.isPending} onClick={() => issue.mutate(undefined)} data-testid="hazard-link">{t('hazards.links.link')}</Button>
          </div>
        </>
      )}
      {issue.data && one.may_link && <Once address={`${location.origin}${issue.data.path}`} />}
      <Refused error={issue.error ?? letter.error ?? withdraw.error} />
      <ul className="sb-plain">
        {one.links.map((link) => (
          <li key={link.id} className="sb-inline">
            <span className="sb-chip" data-tone={link.alive ? 'good' : 'quiet'}>{t(link.alive ? 'hazards.links.alive' : 'hazards.links.ended')}</span>
            <span>{t('hazards.links.sent', { name: link.created_by.name, time: `${clock.date(link.created_at)} ${clock.time(link.created_at)}` })}</span>
            {link.alive && <span className="sb-muted">{t('hazards.links.until', { day: clock.date(link.expires_at) })}</span>}
            {link.alive && <Button size="small" type="link" loading={withdraw.isPending && withdraw.variables === link.id} onClick={() => withdraw.mutate(link.id)} data-testid="hazard-withdraw">{t('hazards.links.withdraw')}</Button>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Once({ address }: { address: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  return (
    <div className="sb-note">
      <Space.Compact className="sb-hazard-once">
        <Input readOnly value={address} aria-label={t('hazards.links.link')} onFocus={(event) => event.target.select()} data-testid="hazard-link-address" />
        <Button onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}>{copied ? t('hazards.links.copied') : t('hazards.links.copy')}</Button>
      </Space.Compact>
      <p>{t('hazards.links.once')}</p>
    </div>
  )
}
