// A list as a workbook: the server makes it, within what the reader may see, with the filters of the list.
import { Button } from 'antd'
import { FileExcelOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../api/client'

/** `list` as the API names it ("/vehicles"), `query` as the list itself is asked. */
export function ExportButton({ list, query = '' }: { list: string; query?: string }) {
  const { t } = useTranslation()
  return <Button icon={<FileExcelOutlined />} href={addressOf(`${list}/export.xlsx${query && `?${query}`}`)} data-testid="export-xlsx">{t('admin.export')}</Button>
}
