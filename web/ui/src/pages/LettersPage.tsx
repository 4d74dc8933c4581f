// The texts of letters: which there are, and the one that is worked on.
import { useRef, useState } from 'react'
import { App, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useLetterTemplates, type LetterTemplate } from '../api/letters'
import { LetterEditor } from '../letters/LetterEditor'
import { usePhone } from '../lib/usePhone'
import { ListSearch } from '../ui/ListSearch'
import { Failure, Waiting } from '../ui/Answer'
import { PageFrame } from '../ui/PageFrame'

export default function LettersPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const answer = useLetterTemplates()
  const asked = new URLSearchParams(useSearch()).get('letter')
  const chosen = answer.data?.find((one) => one.name === asked) ?? answer.data?.[0]
  const { modal } = App.useApp()
  const unsaved = useRef(false)
  const touched = (is: boolean) => { unsaved.current = is }
  const open = (name: string) => {
    touched(false)
    navigate(`/letters?letter=${encodeURIComponent(name)}`, { replace: true })
  }
  const go = (name: string) => {
    if (unsaved.current) void modal.confirm({ title: t('letters.leave'), okText: t('letters.yes'), cancelText: t('letters.no'), onOk: () => open(name) })
    else open(name)
  }
  return (
    <PageFrame title={t('letters.title')} lead={t('letters.lead')}>
      {answer.isError && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Waiting rows={8} />}
      {answer.data && chosen && (
        <div className="sb-letters">
          <Choice all={answer.data} chosen={chosen.name} go={go} />
          <LetterEditor key={`${chosen.name}/${chosen.version}`} one={chosen} touched={touched} />
        </div>
      )}
    </PageFrame>
  )
}

interface ChoiceProps {
  all: LetterTemplate[]
  chosen: string
  go: (name: string) => void
}

/** A list beside the text; on a phone a field above it. */
function Choice({ all, chosen, go }: ChoiceProps) {
  const { t } = useTranslation()
  const [sought, seek] = useState('')
  const phone = usePhone()
  if (phone) {
    const options = all.map((one) => ({ value: one.name, label: one.version > 0 ? `${one.title} · ${t('letters.changed')}` : one.title }))
    return <Select aria-label={t('letters.pick')} showSearch={{ optionFilterProp: 'label' }} value={chosen} options={options} onChange={go} data-testid="letter-pick" />
  }
  const shown = all.filter((one) => one.title.includes(sought.trim()))
  return (
    <nav className="sb-card sb-letters-list" aria-label={t('letters.pick')}>
      <ListSearch q={sought} onChange={seek} placeholder={t('letters.search')} testId="permit-search" />
      <p className="sb-muted">{shown.length > 0 ? t('letters.count', { count: shown.length }) : t('letters.none')}</p>
      <ul>
        {shown.map((one) => (
          <li key={one.name}>
            <button type="button" aria-current={one.name === chosen} onClick={() => go(one.name)} data-testid={`letter-${one.name}`}>
              <span>{one.title}</span>
              {one.version > 0 && <span className="sb-chip">{t('letters.changed')}</span>}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
