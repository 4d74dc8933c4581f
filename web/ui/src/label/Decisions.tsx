// The public register of decisions on permits: searched, a page at a time; the address is the state.
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { RESULTS, useDecisions, type Decision } from '../api/labels'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { stateWords } from '../permits/words'
import { Facts } from '../ui/Facts'
import { Plate } from '../ui/Plate'

const TONE = { granted: 'good', renewed_by_silence: 'good', refused: 'bad', struck_off: 'quiet', revoked: 'bad', annulled: 'bad', recalled: 'bad' } as const
const GIVEN: ReadonlySet<string> = new Set(['granted', 'renewed_by_silence'])
const ALIVE: ReadonlySet<string> = new Set(['in_force', 'suspended'])

export function Decisions() {
  const { t } = useTranslation()
  const [path, navigate] = useLocation()
  const given = new URLSearchParams(useSearch())
  const search = given.get('search') ?? ''
  const result = given.get('result') ?? ''
  const show = (next: Record<string, string>) => {
    const query = new URLSearchParams(Object.entries({ search, result, ...next }).filter(([, value]) => value !== '')).toString()
    navigate(query ? `${path}?${query}` : path, { replace: true })
  }
  const answer = useDecisions(search, result)
  const items = answer.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="sb-report-follow">
      <p className="sb-muted">{t('label.decisionsLead')}</p>
      <div className="sb-public-filter">
        <Input.Search key={search} defaultValue={search} allowClear maxLength={64} placeholder={t('label.searchDecisions')} aria-label={t('label.searchDecisions')} onSearch={(text) => show({ search: text.trim() })} data-testid="decision-search" />
        <Select value={result} onChange={(value) => show({ result: value })} aria-label={t('label.result.label')} options={[{ value: '', label: t('label.result.all') }, ...RESULTS.map((value) => ({ value, label: t(`label.result.${value}`) }))]} data-testid="decision-result" />
      </div>
      {answer.isPending && <Waiting rows={8} />}
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isSuccess && items.length === 0 && <Empty title={t('label.noDecisions')} hint={t('label.noDecisionsHint')} />}
      <ul className="sb-report-follow" data-testid="decisions">{items.map((one) => <OneDecision key={one.id} one={one} />)}</ul>
      {answer.hasNextPage && <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()} data-testid="decisions-more">{t('permits.more')}</Button>}
    </div>
  )
}

function OneDecision({ one }: { one: Decision }) {
  const { t, i18n } = useTranslation()
  const ended = GIVEN.has(one.result) && one.permit_state !== null && !ALIVE.has(one.permit_state)
  return (
    <li className="sb-report-standing" data-testid="decision" data-result={one.result}>
      <span className="sb-public-decision"><b>{ended ? <s>{one.number || t('label.noNumber')}</s> : one.number || t('label.noNumber')}</b><span className="sb-chip" data-tone={ended ? 'quiet' : TONE[one.result]}>{t(`label.result.${one.result}`)}</span></span>
      <Facts
        facts={[
          [t('label.decidedOn'), one.decided_on],
          [t('permits.kindTitle'), one.kind ? t(`procedure.kind.${one.kind}`) : null],
          [t('label.ground'), one.ground ? (i18n.language === 'en' ? one.ground.en : one.ground.zh) : null],
          [t('label.holder'), one.holder_name],
          [t('permits.plate'), one.plate ? <Plate key="plate" plate={one.plate} /> : null],
          [t('label.permit'), one.permit_number],
          [t('label.permitNow'), ended && one.permit_state ? stateWords(t, 'permit', one.permit_state) : null],
          [t('label.validity'), one.valid_from ? t('label.span', { from: one.valid_from, to: one.valid_to ?? t('label.openEnd') }) : null],
        ]}
      />
    </li>
  )
}
