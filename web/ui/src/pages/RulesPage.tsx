// The catalogue of rules: what each judges, the words of its article, whether it is on, and its dated tolerances.
import { useState } from 'react'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRules } from '../api/queries'
import { useParameters, useRuleModes, type Parameter } from '../api/rulebook'
import { useMay } from '../lib/may'
import { ModeDialog } from '../rulebook/ModeDialog'
import { ParameterDialog } from '../rulebook/ParameterDialog'
import { ParameterList } from '../rulebook/ParameterList'
import { RuleCard } from '../rulebook/RuleCard'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { PageFrame } from '../ui/PageFrame'

export default function RulesPage() {
  const { t } = useTranslation()
  const rules = useRules()
  const modes = useRuleModes(useMay('seeModes')).data
  const parameters = useParameters().data ?? []
  const maySet = useMay('setRules')
  const [switching, setSwitching] = useState<string[] | null>(null)
  const [changing, setChanging] = useState<Parameter | null>(null)
  const ids = rules.data?.map((rule) => rule.id) ?? []
  const inTrial = modes?.items.filter((one) => one.mode === 'trial').length ?? 0
  const others = parameters.filter((one) => one.rule === null || !ids.includes(one.rule))
  const all = maySet && modes && <Button onClick={() => setSwitching(ids)} data-testid="switch-all">{t('rulebook.switchAll')}</Button>
  return (
    <PageFrame title={t('pages.rules')} lead={t('pages.rulesLead')} actions={all}>
      {inTrial > 0 && <Alert type="warning" showIcon title={t('rulebook.trialBanner', { count: inTrial })} data-testid="trial-banner" />}
      {rules.isPending && <Waiting rows={10} />}
      {rules.isError && <Failure error={rules.error} retry={() => void rules.refetch()} />}
      {rules.data?.length === 0 && <Empty title={t('empty.rulesTitle')} />}
      <ul className="sb-rules" data-testid="rules-list">
        {rules.data?.map((rule) => (
          <RuleCard
            key={rule.id} rule={rule} mode={modes?.items.find((one) => one.rule === rule.id)} days={modes?.days ?? 7}
            parameters={parameters.filter((one) => one.rule === rule.id)} onSwitch={() => setSwitching([rule.id])} onParameter={setChanging}
          />
        ))}
      </ul>
      {others.length > 0 && (
        <section className="sb-card">
          <h2>{t('rulebook.others')}</h2>
          <ParameterList parameters={others} onChange={maySet ? setChanging : undefined} />
        </section>
      )}
      {switching && <ModeDialog rules={switching} all={switching.length > 1} onClose={() => setSwitching(null)} />}
      {changing && <ParameterDialog parameter={changing} onClose={() => setChanging(null)} />}
    </PageFrame>
  )
}
