// A table that was looked at: how much there is, every wrong cell, the first entries as they were understood.
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CellProblem, ImportColumn, Looked } from '../api/imports'

const TALL_PX = 320

export function Checked({ told, columns }: { told: Looked; columns: ImportColumn[] }) {
  const { t } = useTranslation()
  return (
    <section className="sb-block">
      <p className="sb-inline" data-testid="import-sum">
        <span>{t('imports.rows', { count: told.rows })}</span>
        <span>{t('imports.wishes', { n: told.wishes })}</span>
        {told.wrong > 0 ? <span className="sb-chip" data-tone="bad" data-testid="import-wrong">{t('imports.wrong', { n: told.wrong })}</span> : <span className="sb-chip" data-tone="good">{t('imports.good')}</span>}
      </p>
      {told.wrong > 0 ? <Wrong told={told} /> : <Shown told={told} columns={columns} />}
    </section>
  )
}

function Wrong({ told }: { told: Looked }) {
  const { t } = useTranslation()
  return (
    <>
      <Table<CellProblem>
        size="small" rowKey={(one) => `${one.row} ${one.column}`} dataSource={told.errors} scroll={{ y: TALL_PX }} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} data-testid="import-problems"
        columns={[
          { key: 'cell', title: t('imports.cell'), width: 84, render: (_, one) => <code>{one.cell ?? `${t('imports.row')} ${one.row}`}</code> },
          { key: 'column', title: t('imports.column'), width: 120, render: (_, one) => one.title },
          { key: 'message', title: t('imports.problem'), render: (_, one) => one.message },
        ]}
      />
      {told.wrong > told.errors.length && <p className="sb-fine">{t('imports.cut', { n: told.errors.length })}</p>}
    </>
  )
}

function Shown({ told, columns }: { told: Looked; columns: ImportColumn[] }) {
  const { t } = useTranslation()
  const names = Object.keys(told.shown[0]?.cells ?? {})
  const titleOf = (name: string) => columns.find((one) => one.name === name)?.title ?? name
  return (
    <>
      {told.wishes > told.shown.length && <p className="sb-fine">{t('imports.preview', { n: told.shown.length })}</p>}
      <Table<Looked['shown'][number]>
        size="small" rowKey="row" dataSource={told.shown} scroll={{ x: 'max-content', y: TALL_PX }} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { key: 'row', title: t('imports.row'), dataIndex: 'row', align: 'right' },
          ...names.map((name) => ({ key: name, title: titleOf(name), render: (_: unknown, one: Looked['shown'][number]) => one.cells[name] ?? '' })),
        ]}
      />
    </>
  )
}
