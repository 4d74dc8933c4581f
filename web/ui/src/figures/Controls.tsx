// What is asked: which days, in which steps, what is looked at alone; and the same as a file or on paper.
import { Button, Input, Segmented, Select } from 'antd'
import { CloseOutlined, FileExcelOutlined, FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getAll } from '../api/client'
import { fileAddress, SEVERITIES, useToday, type Chosen, type Severity, type Step } from '../api/figures'
import { useRules, useSchools, useSession } from '../api/queries'
import type { Organisation } from '../api/types'
import { named } from '../i18n'
import { askOf, daysIn, MOST_DAYS, type Filter } from './address'
import { useAsked } from './context'
import { presetOf, PRESETS, spansOn, type Preset, type Span } from './presets'
import { nameOf } from './parts/words'

/** As the desk asks for them. */
const useOperators = () =>
  useQuery({ queryKey: ['operators'], queryFn: async () => (await getAll<Organisation>('/organisations', { kind: 'operator' })).items, staleTime: 60_000 })

export function Controls({ today, chosen }: { today: string; chosen: Chosen[] }) {
  return (
    <div className="sb-fig-controls">
      <Days today={today} />
      <Only />
      <Filtered chosen={chosen} />
    </div>
  )
}

function Days({ today }: { today: string }) {
  const { t } = useTranslation()
  const { address, change } = useAsked()
  const spans = spansOn(today, useToday(askOf(address)).data?.term)
  const go = (span: Span) => change({ ...span, list: null })
  const set = (part: Partial<Span>) => {
    const span = { first: part.first || address.first, last: part.last || address.last }
    if (span.last < span.first) go(part.first ? { first: span.first, last: span.first } : { first: span.last, last: span.last })
    else if (daysIn(span.first, span.last) <= MOST_DAYS) go(span)
  }
  return (
    <div className="sb-toolbar">
      <Segmented<Preset | ''>
        value={presetOf(address, spans) ?? ''} aria-label={t('figures.spanLabel')} onChange={(preset) => { const span = preset && spans[preset]; if (span) go(span) }}
        options={PRESETS.filter((one) => spans[one]).map((value) => ({ value, label: <span data-testid={`preset-${value}`}>{t(`figures.preset.${value}`)}</span> }))}
      />
      <span className="sb-fig-days">
        <Input type="date" value={address.first} max={today} aria-label={t('figures.first')} onChange={(event) => set({ first: event.target.value })} data-testid="first" />
        <span>{t('figures.to')}</span>
        <Input type="date" value={address.last} max={today} aria-label={t('figures.last')} onChange={(event) => set({ last: event.target.value })} data-testid="last" />
      </span>
      <Select<Step | 'auto'>
        value={address.step ?? 'auto'} aria-label={t('figures.stepLabel')} className="sb-fig-step" onChange={(step) => change({ step: step === 'auto' ? null : step, list: null })}
        options={(['auto', 'day', 'week'] as const).map((value) => ({ value, label: t(`figures.step.${value}`) }))} data-testid="step"
      />
    </div>
  )
}

function Only() {
  const { t, i18n } = useTranslation()
  const { address, change } = useAsked()
  const role = useSession().data?.role
  const operators = useOperators().data
  const schools = useSchools().data
  const rules = useRules().data
  const language = i18n.language
  const organisations = (list: Organisation[] | undefined) => (list ?? []).map((one) => ({ value: one.id, label: named(language, one.name, one.name_en) }))
  const choose = (filter: Filter) => (key: string | null) => {
    const { [filter]: _gone, ...others } = address.only
    change({ only: key ? { ...others, [filter]: key } : others, list: null })
  }
  const pick = (filter: 'operator' | 'school' | 'rule', options: { value: string; label: string }[]) => (
    <Select<string | null>
      allowClear showSearch optionFilterProp="label" value={address.only[filter] ?? null} placeholder={t(`figures.filter.${filter}`)} aria-label={t(`figures.filter.${filter}`)}
      options={options} onChange={choose(filter)} popupMatchSelectWidth={false} className="sb-fig-pick" data-testid={`only-${filter}`}
    />
  )
  return (
    <div className="sb-toolbar sb-fig-only-row">
      {role !== 'operator' && pick('operator', organisations(operators))}
      {role !== 'school' && pick('school', organisations(schools))}
      {pick('rule', (rules ?? []).map((one) => ({ value: one.id, label: `${one.id} ${one.title[language === 'en' ? 'en' : 'zh']}` })))}
      <Select<Severity | null>
        allowClear value={address.severity} placeholder={t('figures.filter.severity')} aria-label={t('figures.filter.severity')} className="sb-fig-pick"
        options={SEVERITIES.map((value) => ({ value, label: t(`figures.severity.${value}`) }))} onChange={(severity) => change({ severity: severity ?? null, list: null })} data-testid="only-severity"
      />
      <span className="sb-grow" />
      <Files />
    </div>
  )
}

function Files() {
  const { t, i18n } = useTranslation()
  const ask = askOf(useAsked().address)
  return (
    <span className="sb-actions sb-fig-files">
      <Button icon={<FileExcelOutlined />} href={fileAddress('xlsx', ask, i18n.language)} download data-testid="xlsx">XLSX</Button>
      <Button icon={<FilePdfOutlined />} href={fileAddress('pdf', ask, i18n.language)} download data-testid="pdf">PDF</Button>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()} data-testid="print">{t('figures.print')}</Button>
    </span>
  )
}

/** What is looked at alone, by name; each can be dropped. On paper it says what the figures are of. */
function Filtered({ chosen }: { chosen: Chosen[] }) {
  const { t, i18n } = useTranslation()
  const { address, change } = useAsked()
  if (Object.keys(address.only).length === 0 && !address.severity) return null
  const drop = (filter: string) => {
    if (filter === 'severity') change({ severity: null, list: null })
    else change({ only: Object.fromEntries(Object.entries(address.only).filter(([key]) => key !== filter)), list: null })
  }
  const word = (one: Chosen) => (one.filter === 'severity' ? t(`figures.severity.${one.key as Severity}`) : nameOf(t, i18n.language, one))
  return (
    <ul className="sb-fig-chosen" aria-label={t('figures.only')} data-testid="chosen">
      {chosen.map((one) => (
        <li key={one.filter} className="sb-chip">
          <span>{t(`figures.filter.${one.filter as Filter | 'severity'}`)}: {word(one)}</span>
          <button type="button" className="sb-fig-only" aria-label={t('figures.drop', { name: word(one) })} onClick={() => drop(one.filter)}><CloseOutlined aria-hidden /></button>
        </li>
      ))}
      <li><button type="button" className="sb-link" onClick={() => change({ only: {}, severity: null, list: null })}>{t('figures.clear')}</button></li>
    </ul>
  )
}
