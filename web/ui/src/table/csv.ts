// A list as CSV that office spreadsheets open with its Chinese intact.

/** Cells that a spreadsheet would take for a formula are made text (a plate or a reason is never one). */
const safe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export function toCsv(head: string[], rows: string[][]): string {
  const BOM = '\uFEFF'
  return BOM + [head, ...rows].map((row) => row.map((cell) => quoted(safe(cell))).join(',')).join('\r\n') + '\r\n'
}

export const download = (name: string, text: string): void => saveBlob(name, new Blob([text], { type: 'text/csv;charset=utf-8' }))

export function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
