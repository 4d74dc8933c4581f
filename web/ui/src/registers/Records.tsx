// Lines of a file with what may be done to each: changed, taken out, its evidence opened.
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { paperAddress, useRemoveRecord, type RecordKind, type Wish } from '../api/registers'
import { Refused } from '../ui/Refused'
import type { Open } from './RecordDialog'

export interface Line {
  id: string
  title: string
  detail: string
  file: string | null
  first: Wish
}

interface Props {
  record: RecordKind
  title: string
  lines: Line[]
  may: boolean
  subject: string
  version: number
  open: (what: Open) => void
}

export function Records({ record, title, lines, may, subject, version, open }: Props) {
  const { t } = useTranslation()
  const remove = useRemoveRecord()
  return (
    <section className="sb-permit-card" data-testid={`records-${record}`}>
      <div className="sb-block-head">
        <h3>{title}</h3>
        {may && <Button size="small" onClick={() => open({ record, title: `${t('registers.act.add')} · ${title}`, id: null, first: {} })} data-testid={`add-${record}`}>{t('registers.act.add')}</Button>}
      </div>
      {lines.length === 0 && <p className="sb-muted">{t('registers.none')}</p>}
      <ul className="sb-register-lines">
        {lines.map((line) => (
          <li key={line.id} data-record={line.id}>
            <span className="sb-stack"><b>{line.title}</b><span className="sb-fine">{line.detail}</span></span>
            <span className="sb-inline">
              {line.file && <a href={paperAddress(line.file)} target="_blank" rel="noreferrer">{t('registers.file')}</a>}
              {may && <Button size="small" type="text" onClick={() => open({ record, title: `${t('registers.act.change')} · ${title}`, id: line.id, first: line.first })}>{t('registers.act.change')}</Button>}
              {may && (
                <Popconfirm title={t('registers.act.removeSure')} okText={t('registers.act.remove')} onConfirm={() => remove.mutate({ id: line.id, wish: { record, subject_id: subject, version } })}>
                  <Button size="small" type="text" danger>{t('registers.act.remove')}</Button>
                </Popconfirm>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Refused error={remove.error} />
    </section>
  )
}
