// Above a list: search, filters, columns, export, refresh.
import type { ReactNode } from 'react'
import { Button, Checkbox, Input, Popover, Select, Tooltip } from 'antd'
import { DownloadOutlined, ReloadOutlined, SearchOutlined, TableOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { toggled } from '../lib/address'
import { download, toCsv } from './csv'
import { choices, type Column } from './rows'
import type { TableState } from './state'

interface Props<T> {
  name: string
  rows: T[]
  selected: T[]
  columns: Column<T>[]
  shown: Column<T>[]
  hidden: string[]
  state: TableState
  change: (change: Partial<TableState>) => void
  refresh: () => void
  extra: ReactNode
  workbook: ReactNode
}

export function Toolbar<T>({ name, rows, selected, columns, shown, hidden, state, change, refresh, extra, workbook }: Props<T>) {
  const { t } = useTranslation()
  const saved = shown.filter((column) => !column.buttons)
  const save = () =>
    download(`${name}.csv`, toCsv(saved.map((column) => column.title), selected.map((row) => saved.map((column) => column.text(row)))))
  return (
    <div className="sb-toolbar">
      <Input
        allowClear className="sb-toolbar-search" prefix={<SearchOutlined aria-hidden />} placeholder={t('table.search')} aria-label={t('table.search')}
        value={state.q} onChange={(event) => change({ q: event.target.value })} data-testid="table-search"
      />
      {extra}
      {columns.filter((column) => column.filter).map((column) => (
        <Select
          key={column.key} allowClear placeholder={column.title} aria-label={column.title} className="sb-toolbar-filter" popupMatchSelectWidth={false}
          value={state.filters[column.key] ?? null}
          onChange={(value: string | null) => change({ filters: { ...state.filters, [column.key]: value ?? '' } })}
          options={choices(rows, column).map((value) => ({ value, label: value }))}
        />
      ))}
      <span className="sb-grow" />
      <Popover
        trigger="click" placement="bottomRight" arrow={false}
        content={
          <ul className="sb-layers">
            {columns.map((column) => (
              <li key={column.key}>
                <Checkbox checked={!hidden.includes(column.key)} onChange={() => change({ hidden: toggled(hidden, column.key), page: state.page })}>
                  {column.title}
                </Checkbox>
              </li>
            ))}
          </ul>
        }
      >
        <Button icon={<TableOutlined />}>{t('table.columns')}</Button>
      </Popover>
      <Button icon={<DownloadOutlined />} onClick={save} data-testid="export">{t('table.export')}</Button>
      {workbook}
      <Tooltip title={t('table.refresh')}>
        <Button icon={<ReloadOutlined />} aria-label={t('table.refresh')} onClick={refresh} />
      </Tooltip>
    </div>
  )
}
