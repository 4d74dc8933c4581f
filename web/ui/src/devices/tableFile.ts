// A chosen file as the import takes it, and the list of secrets that comes back; pure.
import type { Imported } from '../api/deviceTypes'
import { toCsv } from '../table/csv'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const TYPES: Record<string, string> = { csv: 'text/csv', txt: 'text/csv', xlsx: XLSX }

/** By the ending of its name: what the browser says of a file depends on the programs that are installed. */
export const typeOf = (name: string): string => TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'

/** Device, protocol, plate, secret: the list that is given once. */
export const secretsCsv = (head: [string, string, string, string], { rows }: Pick<Imported, 'rows'>): string =>
  toCsv(head, rows.map((row) => [row.id, row.protocol, row.plate, row.secret ?? '']))
