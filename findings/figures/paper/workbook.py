"""The figures as a workbook (XLSX): a sheet a table, heads that stay, real dates and numbers, a chart of the trend."""

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.paper.book import put_text, saved
from findings.figures.paper.tables import WHOLE, Bars, Head, Made, Table, Value

MOST_RANKS = 40  # the rest of a longer ranking is in its cells
CHART_CM = (24, 9)
WIDEST_FACT = 60


def as_xlsx(made: Made) -> bytes:
    """The workbook's bytes. Every text is written as text: no name becomes a formula."""
    book = Workbook()
    front = book.worksheets[0]
    front.title = made.title
    _front(front, made)
    for table in made.tables:
        _sheet(book.create_sheet(table.title), table)
    return saved(book)


def _front(sheet: Worksheet, made: Made) -> None:
    """Span, filters, who and when; what the figures mean."""
    _put(sheet.cell(1, 1), made.title, None)
    sheet.cell(1, 1).font = Font(bold=True, size=16)
    for row, (name, value) in enumerate(made.facts, start=3):
        _put(sheet.cell(row, 1), name, None)
        _put(sheet.cell(row, 2), value, None)
    for row, note in enumerate(made.notes, start=len(made.facts) + 4):
        _put(sheet.cell(row, 1), note, None)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        sheet.row_dimensions[row].height = 32
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, WIDEST_FACT


def _sheet(sheet: Worksheet, table: Table) -> None:
    for column, head in enumerate(table.heads, start=1):
        _put(sheet.cell(1, column), head.title, None)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = head.width + 4
    for number, row in enumerate(table.rows, start=2):
        for column, (head, value) in enumerate(zip(table.heads, row, strict=True), start=1):
            _put(sheet.cell(number, column), value, head)
    sheet.freeze_panes = "B2"
    below = len(table.rows) + 3
    for number, note in enumerate(table.notes, start=below):
        _put(sheet.cell(number, 1), note, None)
        sheet.cell(number, 1).alignment = Alignment(wrap_text=False)
    if table.chart is not None and table.rows:
        sheet.add_chart(_chart(sheet, table, table.chart), f"A{below + len(table.notes) + 1}")


def _chart(sheet: Worksheet, table: Table, bars: Bars) -> BarChart:
    """The spreadsheet's own chart of the cells, of a trend all, of a ranking the first MOST_RANKS."""
    chart = BarChart()
    chart.title = table.title
    chart.width, chart.height = CHART_CM
    shown = len(table.rows) if table.by_day else min(len(table.rows), MOST_RANKS)
    last = shown + 1
    for column in (bars.values, bars.beside):
        if column is not None:
            cells = Reference(sheet, min_col=column + 1, min_row=1, max_row=last)
            chart.add_data(cells, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=bars.labels + 1, min_row=2, max_row=last))
    return chart


def _put(cell: Cell | MergedCell, value: Value, head: Head | None) -> None:
    """A value below its head; a text is text, also where it begins like a formula."""
    if isinstance(value, str):
        put_text(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return
    cell.value = value
    if head is not None and head.form is not None and value is not None:
        cell.number_format = WHOLE if isinstance(value, int) else head.form
