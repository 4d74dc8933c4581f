// A list as a workbook: the server makes it, within what the reader may see, with the filters of the list.
import { Button } from 'antd'
import { FileExcelOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../api/client'
import { queryOf } from '../lib/address'

/** Ids that fit into an address; the server takes no more (`only`). */
const ONLY_MAX_CHARS = 6000

/** A list as the API names it ("/vehicles"), and `query` as it is asked. */
export interface Exported {
  list: string
  query?: string
}

/** `only`: the ids that are shown, where the page itself has filtered what the list answered. */
export function ExportButton({ list, query = '', only }: Exported & { only?: string[] | undefined }) {
  const { t } = useTranslation()
  const ids = only?.join(',')
  const long = ids !== undefined && ids.length > ONLY_MAX_CHARS
  const all = [query, queryOf({ only: ids })].filter(Boolean).join('&')
  return (
    <Button
      icon={<FileExcelOutlined />} data-testid="export-xlsx" disabled={long || only?.length === 0} {...(long ? { title: t('admin.exportNarrow') } : {})}
      href={addressOf(`${list}/export.xlsx${all && `?${all}`}`)}
    >
      {t('admin.export')}
    </Button>
  )
}
