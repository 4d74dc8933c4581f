// The file of a school or a service provider: its duties first.
import { useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { paperAddress, useFile, type Duty, type OrganisationFile } from '../api/registers'
import { named } from '../i18n'
import { Failure, Waiting } from '../ui/Answer'
import { Applications, Hazards, History, Links, Papers, Permits } from './Common'
import { FileFrame } from './FileFrame'
import { ArticleOf, useBoth } from './Items'
import { RecordDialog, type Open } from './RecordDialog'

const TONE: Record<Duty['state'], string> = { overdue: 'bad', unknown: 'late', soon: 'late', due: 'quiet', done: 'good' }

export function OrganisationView({ id }: { id: string }) {
  const { t } = useTranslation()
  const answer = useFile<OrganisationFile>('organisations', id)
  if (answer.isPending) return <Waiting rows={8} />
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('registers.gone')} />
  return <Organisation file={answer.data} id={id} />
}

function Organisation({ file, id }: { file: OrganisationFile; id: string }) {
  const { t, i18n } = useTranslation()
  const [open, setOpen] = useState<Open | null>(null)
  return (
    <>
      <FileFrame
        list={file.kind === 'school' ? 'schools' : 'operators'} title={named(i18n.language, file.name, file.name_en)} kind={t(`registers.list.${file.kind === 'school' ? 'schools' : 'operators'}`)} onEdit={null} facts={[]}
        main={
          <>
            <Duties duties={file.duties} may={file.may.includes('duty')} open={setOpen} />
            <Permits permits={file.permits} />
            <Papers kind="organisations" id={id} papers={file.papers} may={file.may.includes('paper')} />
          </>
        }
        beside={
          <>
            <section className="sb-permit-card">
              <h3>{t('registers.part.related')}</h3>
              <Links title={t('registers.related.vehicles')} names={file.vehicles} to={(vehicle) => `/registers/vehicles/${vehicle}`} />
              <Links title={t('registers.related.people')} names={file.people} to={(person) => `/registers/people/${person}`} />
              <Links title={t('registers.related.lines')} names={file.lines} to={null} />
              <Hazards hazards={file.hazards} />
              <Applications applications={file.applications} />
            </section>
            <History lines={file.history} />
          </>
        }
      />
      {open && <RecordDialog open={open} subject={id} version={file.version} papers={file.papers} onClose={() => setOpen(null)} />}
    </>
  )
}

function Duties({ duties, may, open }: { duties: Duty[]; may: boolean; open: (what: Open) => void }) {
  const { t } = useTranslation()
  const both = useBoth()
  const openDuty = (one: Duty) =>
    open({
      record: 'duty', title: both(one.title), id: one.id, first: { done_on: one.done_on, due_on: one.own_due_on, note: one.note, file_id: one.file_id },
      fixed: { kind: one.kind, since: one.since, counterpart_id: one.counterpart?.id ?? null },
    })
  return (
    <section className="sb-permit-card" data-testid="duties">
      <h3>{t('registers.part.duties')}</h3>
      {duties.length === 0 && <p className="sb-muted">{t('registers.none')}</p>}
      <ul className="sb-register-lines">
        {duties.map((one) => (
          <li key={one.kind + (one.counterpart?.id ?? '')} data-testid={`duty-${one.kind}`} data-state={one.state}>
            <span className="sb-stack">
              <span className="sb-inline"><span className="sb-chip" data-tone={TONE[one.state]}>{t(`registers.dutyState.${one.state}`)}</span><b>{both(one.title)}</b>{one.counterpart && <span>{t('registers.duty.with', { name: one.counterpart.name })}</span>}</span>
              <span className="sb-fine">
                <ArticleOf article={one.article} />
                {[one.period, one.due_on && t('registers.duty.due', { day: one.due_on }), one.done_on && t('registers.duty.done', { day: one.done_on }), one.note].filter(Boolean).map((said) => ` · ${said}`).join('')}
              </span>
            </span>
            <span className="sb-inline">
              {one.file_id && <a href={paperAddress(one.file_id)} target="_blank" rel="noreferrer">{t('registers.file')}</a>}
              {may && one.since && <Button size="small" onClick={() => openDuty(one)} data-testid={`do-${one.kind}`}>{one.id === null ? t('registers.act.record') : t('registers.act.change')}</Button>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
