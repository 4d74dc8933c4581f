// A table of figures: sorted by any column, the first rows of a long one, all of them on request and on paper.
import { useState, type ReactNode } from 'react'
import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'

export interface FigureColumn<Row> {
  key: string
  title: string
  cell: (row: Row) => ReactNode
  /** What it is sorted by; without it the column is not. */
  order?: (row: Row) => number | string
  numeric?: boolean
}
interface Props<Row> {
  label: string
  testid: string
  columns: FigureColumn<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  foot?: Row
}
const FIRST_ROWS = 12

export function FigureTable<Row>({ label, testid, columns, rows, rowKey, foot }: Props<Row>) {
  const { t } = useTranslation()
  const [sort, setSort] = useState<{ key: string; down: boolean } | null>(null)
  const [all, setAll] = useState(false)
  const shown = sorted(rows, columns, sort)
  const turn = (key: string) => setSort((now) => ({ key, down: now?.key === key ? !now.down : true }))
  return (
    <div className="sb-fig-table" data-all={all}>
      <div className="sb-fig-scroll">
        <table data-testid={testid} aria-label={label}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" data-numeric={column.numeric} aria-sort={sort?.key === column.key ? (sort.down ? 'descending' : 'ascending') : undefined}>
                  {column.order ? (
                    <button type="button" onClick={() => turn(column.key)}>
                      {column.title}
                      {sort?.key === column.key && (sort.down ? <CaretDownFilled aria-hidden /> : <CaretUpFilled aria-hidden />)}
                    </button>
                  ) : (
                    column.title
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, n) => (
              <tr key={rowKey(row)} data-more={n >= FIRST_ROWS}>
                {columns.map((column, place) =>
                  place === 0 ? <th key={column.key} scope="row">{column.cell(row)}</th> : <td key={column.key} data-numeric={column.numeric}>{column.cell(row)}</td>,
                )}
              </tr>
            ))}
          </tbody>
          {foot && rows.length > 1 && (
            <tfoot>
              <tr>{columns.map((column, place) => (place === 0 ? <th key={column.key} scope="row">{column.cell(foot)}</th> : <td key={column.key} data-numeric={column.numeric}>{column.cell(foot)}</td>))}</tr>
            </tfoot>
          )}
        </table>
      </div>
      {rows.length > FIRST_ROWS && (
        <button type="button" className="sb-link sb-fig-more" onClick={() => setAll(!all)} data-testid={`${testid}-more`}>
          {all ? t('figures.fewer') : t('figures.allRows', { n: rows.length })}
        </button>
      )}
    </div>
  )
}

function sorted<Row>(rows: Row[], columns: FigureColumn<Row>[], sort: { key: string; down: boolean } | null): Row[] {
  const order = columns.find((column) => column.key === sort?.key)?.order
  if (!sort || !order) return rows
  const sign = sort.down ? -1 : 1
  return rows.toSorted((a, b) => sign * compare(order(a), order(b)))
}

const compare = (a: number | string, b: number | string): number => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN', { numeric: true }))
