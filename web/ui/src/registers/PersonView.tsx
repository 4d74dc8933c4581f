// The file of a driver, an attendant or a safety person; the number in full only when it is asked for.
import { useState } from 'react'
import { Button, Dropdown } from 'antd'
import { EyeOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { PURPOSES, useEdit, useFile, useReveal, type PersonFile } from '../api/registers'
import { named, wordOr } from '../i18n'
import { Failure, Waiting } from '../ui/Answer'
import { Refused } from '../ui/Refused'
import { Hazards, History, Links, Papers, Permits } from './Common'
import { FieldsForm } from './FieldsForm'
import { FileFrame } from './FileFrame'
import { PERSON_FIELDS } from './fields'
import { Items } from './Items'
import { RecordDialog, type Open } from './RecordDialog'
import { Records } from './Records'

const LIST = { driver: 'drivers', attendant: 'attendants', safety: 'safety' }

export function PersonView({ id }: { id: string }) {
  const { t } = useTranslation()
  const answer = useFile<PersonFile>('people', id)
  if (answer.isPending) return <Waiting rows={8} />
  if (answer.isError) return <Failure error={answer.error} retry={() => void answer.refetch()} missing={t('registers.gone')} />
  return <Somebody file={answer.data} id={id} />
}

function Somebody({ file, id }: { file: PersonFile; id: string }) {
  const { t, i18n } = useTranslation()
  const [open, setOpen] = useState<Open | null>(null)
  const [editing, setEditing] = useState(false)
  const { person } = file
  const isDriver = person.kind === 'driver'
  return (
    <>
      <FileFrame
        list={LIST[person.kind]} title={named(i18n.language, person.name, person.name_en)} kind={t(`registers.kind.${person.kind}`)} onEdit={file.may.includes('name') ? () => setEditing(true) : null}
        facts={[
          [t('registers.field.organisation_id'), person.organisation_name], [t('registers.field.phone'), <Phone key="p" file={file} id={id} />],
          [t('registers.field.born_on'), file.born_on ?? (isDriver ? t('registers.unset') : null)], [t('registers.field.left_on'), file.left_on],
        ]}
        main={
          <>
            <Items items={file.items} />
            {isDriver && <Qualification file={file} />}
            {isDriver && (
              <Records
                record="confirmation" title={t('registers.part.confirmation')} may={file.may.includes('confirmation')} subject={id} version={file.version} open={setOpen}
                lines={file.confirmations.map((one) => ({ id: one.id, file: null, first: { ...one }, title: wordOr(t, `registers.kind.${one.about}`, one.about), detail: t('registers.personal.confirmed', { day: one.confirmed_on, n: one.document_number }) }))}
              />
            )}
            <Training file={file} />
          </>
        }
        beside={
          <>
            {isDriver && <Permits permits={file.permits} />}
            <section className="sb-permit-card">
              <h3>{t('registers.part.related')}</h3>
              <Links title={t('registers.related.vehicles')} names={file.vehicles} to={(vehicle) => `/registers/vehicles/${vehicle}`} />
              <Links title={t('registers.related.lines')} names={file.lines} to={null} />
              <Hazards hazards={file.hazards} />
            </section>
            <Papers kind="people" id={id} papers={file.papers} may={file.may.includes('paper')} />
            <History lines={file.history} />
          </>
        }
      />
      {open && <RecordDialog open={open} subject={id} version={file.version} papers={file.papers} onClose={() => setOpen(null)} />}
      {editing && <Edit id={id} file={file} onClose={() => setEditing(false)} />}
    </>
  )
}

function Phone({ file, id }: { file: PersonFile; id: string }) {
  const { t } = useTranslation()
  const reveal = useReveal(id)
  return (
    <span className="sb-inline">
      <span data-testid="phone">{reveal.data?.phone ?? file.person.phone_masked ?? t('registers.unset')}</span>
      {file.may_reveal && file.person.phone_masked && !reveal.data && (
        <Dropdown trigger={['click']} menu={{ items: PURPOSES.map((key) => ({ key, label: t(`registers.purpose.${key}`), onClick: () => reveal.mutate(key) })) }}>
          <Button size="small" icon={<EyeOutlined />} loading={reveal.isPending} title={t('registers.act.revealHint')} data-testid="reveal">{t('registers.act.reveal')}</Button>
        </Dropdown>
      )}
      <Refused error={reveal.error} />
    </span>
  )
}

/** The number is typed anew where it changes: the form does not know it. */
function Edit({ id, file, onClose }: { id: string; file: PersonFile; onClose: () => void }) {
  const { t } = useTranslation()
  const edit = useEdit('people', id)
  const fields = PERSON_FIELDS.filter((one) => file.may.includes(one.name))
  const first = { name: file.person.name, name_en: file.person.name_en, born_on: file.born_on, left_on: file.left_on }
  const save = ({ phone, ...rest }: Record<string, unknown>) => edit.mutate({ ...rest, ...(phone ? { phone } : {}), version: file.version }, { onSuccess: onClose })
  return <FieldsForm title={t('registers.act.edit')} fields={fields} first={first} papers={[]} error={edit.error} pending={edit.isPending} onSave={save} onClose={onClose} />
}

function Qualification({ file }: { file: PersonFile }) {
  const { t } = useTranslation()
  const said = 'registers.personal'
  return (
    <section className="sb-permit-card" data-testid="qualification">
      <h3>{t('registers.part.qualification')}</h3>
      {file.qualifications.length === 0 && <p className="sb-muted">{t('registers.none')}</p>}
      <ul className="sb-register-lines">
        {file.qualifications.map((one) => (
          <li key={one.endorsed_on + one.classes.join()}>
            <span className="sb-stack"><b>{t(`${said}.classes`, { list: one.classes.join(' ') })}</b><span className="sb-fine">{[t(`${said}.endorsed`, { day: one.endorsed_on }), one.offences_queried_on ? t(`${said}.queried`, { day: one.offences_queried_on }) : t(`${said}.neverQueried`)].join(' · ')}</span></span>
            <span className="sb-chip" data-tone={one.in_force ? 'good' : 'quiet'}>{one.in_force ? t(`${said}.inForce`) : one.ended_on ? t(`${said}.ended`, { day: one.ended_on }) : t(`${said}.notInForce`)}</span>
          </li>
        ))}
      </ul>
      <h3>{t('registers.part.scoring')}</h3>
      <ul className="sb-register-lines">
        {file.cycles.map((one) => (
          <li key={one.ends}><span>{t(`${said}.cycle`, { day: one.ends })}</span><span className="sb-fine">{[one.points === null ? t(`${said}.noPoints`) : t(`${said}.points`, { n: one.points }), one.reviewed_on ? t(`${said}.reviewed`, { day: one.reviewed_on }) : t(`${said}.notReviewed`)].join(' · ')}</span></li>
        ))}
      </ul>
      <h3>{t('registers.part.offences')}</h3>
      {file.offences.length === 0 && <p className="sb-muted">{t(`${said}.noOffences`)}</p>}
      <ul className="sb-register-lines">
        {file.offences.map((one) => <li key={one.committed_on + one.kind}><span>{`${one.committed_on} ${wordOr(t, `registers.kind.${one.kind}`, one.kind)}`}</span>{one.serious && <span className="sb-chip" data-tone="bad">{t(`${said}.serious`)}</span>}</li>)}
      </ul>
    </section>
  )
}

function Training({ file }: { file: PersonFile }) {
  const { t } = useTranslation()
  return (
    <section className="sb-permit-card">
      <h3>{t('registers.part.training')}</h3>
      {file.trainings.length === 0 && <p className="sb-muted">{t('registers.none')}</p>}
      <ul className="sb-register-lines">
        {file.trainings.map((one) => <li key={one.course + one.passed_on}><b>{t('registers.personal.course', { course: one.course, hours: one.hours })}</b><span className="sb-fine">{t('registers.personal.valid', { day: one.valid_to })}</span></li>)}
      </ul>
    </section>
  )
}
