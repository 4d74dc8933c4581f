// A step of an application, of an opinion on it, or of its sign; recorded for another office, its paper first.
import { useTranslation } from 'react-i18next'
import { useTakeStep, type May, type Need } from '../api/permits'
import { ApplicationScan } from './Scan'
import { StepForm } from './StepForm'
import type { Of } from './Steps'
import { stepWords, whoseWords } from './words'

/** What a step takes without needing it. */
const ALSO: Readonly<Record<string, readonly Need[]>> = {
  'police.reply': ['note'], 'transport.reply': ['note'], 'application.issue': ['valid_to'], 'application.grant': ['note'], 'application.refuse': ['ground'], 'application.not_accept': ['ground'],
}

interface Props {
  of: Of
  step: May
  may: May[]
  grave: boolean
  onClose: () => void
}

export function StepDialog({ of, step, may, grave, onClose }: Props) {
  const { t } = useTranslation()
  const take = useTakeStep(of.one.id, of.subject, of.sign)
  const words = stepWords(t, of.subject, step.step)
  return (
    <StepForm
      step={step} may={may} version={of.version} words={words} whole={whoseWords(t, of.subject, words)} grave={grave} also={ALSO[`${of.subject}.${step.step}`] ?? []} take={take} onClose={onClose}
      renderScan={(own) => <ApplicationScan step={step} one={of.one} onUploaded={(made) => of.subject !== 'sign' && own(made.version)} />}
    />
  )
}
