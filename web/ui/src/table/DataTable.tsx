// The one list of the office pages: search, filter, sort, columns, export, page size; its state is the address.
import { useMemo, type ReactNode } from 'react'
import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Empty, Failure, Waiting } from '../ui/Answer'
import { ExportButton, type Exported } from '../ui/ExportButton'
import { hiddenColumns, selectRows, type Column } from './rows'
import { PAGE_SIZES, type TableState } from './state'
import { Toolbar } from './Toolbar'
import { useTableState } from './useTableState'

interface Props<T> {
  name: string
  rows: T[] | undefined
  error: unknown
  refresh: () => void
  cut?: boolean
  columns: Column<T>[]
  rowKey: (row: T) => string
  empty: { title: string; hint?: string }
  onRow?: (row: T) => void
  expand?: (row: T) => ReactNode
  extra?: ReactNode
  firstSort?: TableState['sort']
  /** The list as the API has it: it is handed out as a workbook, with what is filtered here. */
  workbook?: Exported
}

export function DataTable<T extends object>(props: Props<T>) {
  const { t } = useTranslation()
  const [given, change] = useTableState()
  const { rows, columns, firstSort } = props
  const state = useMemo(() => ({ ...given, sort: given.sort ?? firstSort ?? null }), [given, firstSort])
  const selected = useMemo(() => selectRows(rows ?? [], columns, state), [rows, columns, state])
  const hidden = hiddenColumns(columns, state)
  const shown = columns.filter((column) => !hidden.includes(column.key))
  if (props.error && !rows) return <Failure error={props.error} retry={props.refresh} />
  if (!rows) return <Waiting rows={10} />
  const filtered = state.q !== '' || Object.keys(state.filters).length > 0
  // what the list itself was asked for (a period) is in the query; ids are told only of what is filtered here
  const narrowed = state.q !== '' || columns.some((column) => state.filters[column.key])
  const nothing = filtered ? (
    <Empty title={t('table.noMatch')} hint={t('table.noMatchHint')} action={<button type="button" className="sb-link" onClick={() => change({ q: '', filters: {} })}>{t('table.clear')}</button>} />
  ) : (
    <Empty {...props.empty} />
  )
  return (
    <div className="sb-table" data-testid={`table-${props.name}`}>
      <Toolbar name={props.name} rows={rows} selected={selected} columns={columns} shown={shown} hidden={hidden} state={state} change={change} refresh={props.refresh} extra={props.extra} workbook={props.workbook && <ExportButton {...props.workbook} only={narrowed ? selected.map(props.rowKey) : undefined} />} />
      {props.cut && <p className="sb-note">{t('table.cut', { count: rows.length })}</p>}
      <Table<T>
        size="middle"
        rowKey={props.rowKey}
        dataSource={selected}
        columns={shown.map((column) => toAntd(column, state))}
        scroll={{ x: 'max-content' }}
        sticky
        showSorterTooltip={false}
        locale={{ emptyText: nothing }}
        onChange={(page, _filters, sorter, { action }) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter
          if (action === 'sort') change({ sort: one?.order ? { key: String(one.columnKey), descending: one.order === 'descend' } : null })
          else change({ page: page.current ?? 1, size: page.pageSize ?? 20 })
        }}
        pagination={{
          current: state.page, pageSize: state.size, pageSizeOptions: PAGE_SIZES, showSizeChanger: true, hideOnSinglePage: false,
          showTotal: (count) => t('table.total', { count }),
        }}
        rowClassName={props.onRow ? 'sb-row-link' : ''}
        onRow={(row) => rowActions(row, props.onRow)}
        expandable={props.expand ? { expandedRowRender: props.expand, expandRowByClick: true } : {}}
      />
    </div>
  )
}

/** A row that leads somewhere does so by click and by Enter. */
function rowActions<T>(row: T, go: ((row: T) => void) | undefined) {
  if (!go) return {}
  return {
    tabIndex: 0,
    onClick: () => go(row),
    onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && go(row),
  }
}

function toAntd<T>(column: Column<T>, state: TableState): TableColumnsType<T>[number] {
  const sorted = state.sort?.key === column.key
  return {
    key: column.key,
    title: column.title,
    ...(column.width ? { width: column.width } : {}),
    align: column.numeric ? 'right' : 'left',
    sorter: column.sortable !== false,
    sortOrder: sorted ? (state.sort?.descending ? 'descend' : 'ascend') : null,
    render: (_value: unknown, row: T) => (column.render ? column.render(row) : column.text(row)),
  }
}
