// Anybody's check of a training certificate: valid or not, of which course, until when; of the holder only the family name.
import { useEffect } from 'react'
import { Result } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client'
import { usePublicCertificate, type PublicCertificate } from '../api/training'
import { suggestLanguage } from '../i18n'
import { PublicFrame } from '../training/PublicFrame'
import { Failure, Waiting } from '../ui/Answer'
import { Facts } from '../ui/Facts'

export default function CertificatePage({ number }: { number: string }) {
  const { t } = useTranslation()
  const answer = usePublicCertificate(number)
  useEffect(() => suggestLanguage(navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'), [])
  const none = answer.error instanceof ApiError && [404, 422].includes(answer.error.status)
  return (
    <PublicFrame title={t('training.certificate.title')}>
      {answer.isPending && <Waiting rows={5} />}
      {none && <Result status="warning" title={t('training.certificate.none')} subTitle={t('training.certificate.noneHint')} data-testid="certificate-none" />}
      {answer.isError && !none && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && <Found one={answer.data} />}
    </PublicFrame>
  )
}

const WORDS = { valid: 'training.certificate.valid', expired: 'training.certificate.expired', withdrawn: 'training.certificate.isWithdrawn' } as const

function Found({ one }: { one: PublicCertificate }) {
  const { t } = useTranslation()
  return (
    <div data-testid="certificate" data-state={one.state}>
      <Result status={one.state === 'valid' ? 'success' : 'error'} title={t(WORDS[one.state])} subTitle={one.number} />
      <Facts
        facts={[
          [t('training.certificate.name'), one.name],
          [t('training.certificate.course'), one.course],
          [t('training.certificate.hours'), t('training.courses.hoursN', { n: one.hours })],
          [t('training.certificate.issuer'), one.issuer],
          [t('training.certificate.issued'), one.issued_on],
          [t('training.certificate.until'), one.valid_to],
          [t('training.certificate.withdrawn'), one.withdrawn_on],
        ]}
      />
    </div>
  )
}
